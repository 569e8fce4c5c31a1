// Prints, as one JSON line, the verdicts of the programs that it reads as JSON; run by any version of Node.
// The interpreter's snapshot is built here, not taken from a cache, so that its pinned hash is checked on this Node.
import { readFileSync } from "node:fs";
import { createPythonEngine } from "../../../dist/index.js";

const engine = createPythonEngine({ workers: 2, cacheFolder: null, outerWall: "off" });
const verdicts = [];
for (const { program, stdin, limits } of JSON.parse(readFileSync(0, "utf8"))) {
  verdicts.push(await engine.run(program, { stdin, limits }));
}
process.stdout.write(JSON.stringify({ node: process.versions.node, verdicts }));
await engine.close();
