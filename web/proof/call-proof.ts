import type { FromProofWorker, ProofCall, ProofCalls, ToProofWorker } from "./messages.ts";

const waiting = new Map<number, { resolve: (back: never) => void; reject: (error: Error) => void }>();
let worker: Worker | undefined;
let count = 0;

/**
 * Asks the worker, which is loaded with the first question.
 *
 * @throws Error where the browser cannot run it
 */
export function callProof<Call extends ProofCall>(
  call: Call,
  given: ProofCalls[Call]["given"],
): Promise<ProofCalls[Call]["back"]> {
  if (typeof DecompressionStream === "undefined" || typeof Worker === "undefined") {
    return Promise.reject(
      new Error("This browser is too old to check records: it lacks DecompressionStream or workers."),
    );
  }
  const running = (worker ??= open());
  count += 1;
  const message: ToProofWorker<Call> = { id: count, call, given };
  return new Promise((resolve, reject) => {
    waiting.set(message.id, { resolve, reject });
    running.postMessage(message);
  });
}

function open(): Worker {
  const opened = new Worker(new URL("./proof-worker.ts", import.meta.url), { type: "module" });
  opened.addEventListener("message", ({ data }: MessageEvent<FromProofWorker>) => {
    const caller = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failure" in data) caller?.reject(new Error(data.failure));
    else caller?.resolve(data.back as never);
  });
  opened.addEventListener("error", (event) => {
    event.preventDefault();
    for (const { reject } of waiting.values())
      reject(new Error(`The worker that checks records broke: ${event.message}`));
    waiting.clear();
    worker = undefined;
  });
  return opened;
}
