// Runs programs on one worker thread of the compiled sandbox, under whatever flags this Node was given, and prints one
// line of JSON for each: what the run came to. Reads {module, snapshot, library, jobs} as JSON; files by path.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

const { module, snapshot, library, stackSizeMb, jobs } = JSON.parse(readFileSync(0, "utf8"));

function share(path) {
  const bytes = readFileSync(path);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

const workerData = {
  module: new WebAssembly.Module(readFileSync(module)),
  library: share(library),
  snapshot: share(snapshot),
};
const entry = new URL("../../../dist/sandbox/child/worker-main.js", import.meta.url);
const encoder = new TextEncoder();

function open() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData, resourceLimits: { stackSizeMb } });
    worker.once("error", reject);
    worker.once("message", () => resolve(worker));
  });
}

function run(worker, { program, stdin = "", limits }) {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (result) => {
      worker.off("error", reject);
      resolve(result);
    });
    worker.postMessage({ program: encoder.encode(program), stdin: encoder.encode(stdin), ...limits });
  });
}

let worker = await open();
const lines = [];
for (const job of jobs) {
  // A fresh thread is a fresh interpreter, though its compiled code may be warm.
  if (job.fresh) {
    await worker.terminate();
    worker = await open();
  }
  const { kind, exitCode, stdout, stderr, ticks, truncated, detail, memoryBytes } = await run(worker, job);
  const output = createHash("sha256").update(stdout).update("\0").update(stderr).digest("hex");
  lines.push(JSON.stringify([kind, exitCode, ticks, truncated, detail, memoryBytes, output]));
}
await worker.terminate();
process.stdout.write(`${lines.join("\n")}\n`);
