/** Prints the golden hashes of environments, as built: `node print-golden-hashes.mjs SAT …`. */
import { environment, goldenHashes } from "../../dist/environments.js";

const names = process.argv.slice(2);
const hashes = Object.fromEntries(names.map((name) => [name, goldenHashes(environment(name))]));
process.stdout.write(JSON.stringify({ node: process.versions.node, hashes }));
