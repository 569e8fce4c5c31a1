/** A worker thread: one interpreter, one program at a time. Knows nothing but what it is given. */
import { parentPort, workerData } from "node:worker_threads";
import { Interpreter } from "../interpreter/interpreter.ts";
import { parseSnapshot } from "../interpreter/snapshot.ts";
import { readZip } from "../interpreter/zip-archive.ts";
import type { WorkerJob, WorkerParts } from "./worker-messages.ts";

// Ways around the gate in newer versions of Node: an import could suspend the interpreter and let other code run.
Reflect.deleteProperty(WebAssembly, "Suspending");
Reflect.deleteProperty(WebAssembly, "promising");

const port = parentPort;
if (port === null) throw new TypeError("this file is the entry of a worker thread");
const parts = workerData as WorkerParts;
const interpreter = new Interpreter(
  { module: parts.module, library: readZip(new Uint8Array(parts.library)) },
  parseSnapshot(new Uint8Array(parts.snapshot)),
);

port.on("message", (job: WorkerJob) => {
  const result = interpreter.run(job.program, job);
  port.postMessage(result, [result.stdout.buffer as ArrayBuffer, result.stderr.buffer as ArrayBuffer]);
  interpreter.reset();
});
port.postMessage("ready");
