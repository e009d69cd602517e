// Reads a GEXF file with graphology-gexf as Gephi Lite calls it, and prints what it holds as JSON.
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";

const options = { allowUndeclaredAttributes: true, addMissingNodes: true };
const graph = gexf.parse(Graph, readFileSync(process.argv[2], "utf8"), options);
const nodes = Object.fromEntries(graph.mapNodes((id, attributes) => [id, attributes]));
const edges = graph.mapEdges((id, attributes, source, target) => ({ source, target, ...attributes }));
process.stdout.write(JSON.stringify({ nodes, edges, directed: graph.directedSize }));
