// Reads a file of Cypher with the parser of Neo4j's own tools; prints its complaints and the number of statements.
import { readFileSync } from "node:fs";
import { lintCypherQuery, parseStatementsStrs } from "@neo4j-cypher/language-support";

const text = readFileSync(process.argv[2], "utf8");
const found = lintCypherQuery(text, {});
const complaints = (found.diagnostics ?? found).map(({ message, range }) => ({ message, range }));
process.stdout.write(JSON.stringify({ complaints, statements: parseStatementsStrs(text).length }));
