import { parentPort } from "node:worker_threads";
import { AffineError } from "../../core/index.ts";
import type { PythonEngine, Verdict } from "../../sandbox/index.ts";
import { packFailure, unpackFailure } from "./failure.ts";
import { judgeQuestion } from "./judge-question.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** Entry of a worker thread: questions in, judgements out; programs run in the main thread's sandbox. */
const running = new Map<number, { resolve: (verdict: Verdict) => void; reject: (error: unknown) => void }>();
let runs = 0;

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}

const notHere = (): Promise<never> =>
  Promise.reject(new AffineError("internal", "The sandbox is the main thread's; a worker only runs programs."));

const python: PythonEngine = {
  run(program, options) {
    runs += 1;
    const id = runs;
    return new Promise((resolve, reject) => {
      running.set(id, { resolve, reject });
      send({ kind: "run", id, program, options });
    });
  },
  start: notHere,
  inspect: notHere,
  close: notHere,
};

parentPort?.on("message", (message: ToWorker) => {
  if (message.kind === "judge") {
    judgeQuestion(message.task, python).then(
      (judgements) => send({ kind: "judged", id: message.id, judgements }),
      (thrown: unknown) => send({ kind: "failed", id: message.id, failure: packFailure(thrown) }),
    );
    return;
  }
  const waiting = running.get(message.id);
  running.delete(message.id);
  if (message.kind === "ran") waiting?.resolve(message.verdict);
  else waiting?.reject(unpackFailure(message.failure));
});
