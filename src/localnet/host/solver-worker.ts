import { parentPort } from "node:worker_threads";
import { errorMessage } from "../../core/index.ts";
import { complete } from "../models/index.ts";
import type { SolverReply, SolverTask } from "./task.ts";

/** Entry of a worker thread: it says that it is ready, then one reply for each task. */
parentPort?.on("message", (task: SolverTask) => {
  parentPort?.postMessage(replyTo(task));
});
parentPort?.postMessage("ready");

function replyTo(task: SolverTask): SolverReply {
  try {
    return { text: complete(task.budget, task.messages, task.sampling) };
  } catch (thrown) {
    return { error: errorMessage(thrown) };
  }
}
