// Reads a GEXF file with graphology-gexf and prints what it holds as JSON.
import { readFileSync } from "node:fs";
import graphology from "graphology";
import gexf from "graphology-gexf";

const graph = gexf.parse(graphology.MultiGraph, readFileSync(process.argv[2], "utf8"));
const nodes = Object.fromEntries(graph.mapNodes((id, attributes) => [id, attributes]));
const edges = graph.mapEdges((id, attributes, source, target) => ({ source, target, ...attributes }));
process.stdout.write(JSON.stringify({ nodes, edges, directed: graph.directedSize }));
