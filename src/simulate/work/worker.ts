import { parentPort } from "node:worker_threads";
import { AffineError, errorMessage } from "../../core/index.ts";
import type { Part } from "./experiment.ts";
import type { WorkerReply } from "./reply.ts";
import { runPart } from "./run-part.ts";

/** Entry of a worker thread: one reply for each part. */
parentPort?.on("message", (part: Part) => {
  runPart(part).then(
    (samples) => parentPort?.postMessage({ samples } satisfies WorkerReply),
    (thrown: unknown) => parentPort?.postMessage({ failure: failureOf(thrown) } satisfies WorkerReply),
  );
});

function failureOf(thrown: unknown): Extract<WorkerReply, { failure: unknown }>["failure"] {
  if (!AffineError.isInstance(thrown)) return { code: "internal", message: errorMessage(thrown), hint: undefined };
  const { code, message, hint } = thrown;
  return { code, message, hint };
}
