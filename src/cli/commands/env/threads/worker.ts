import { parentPort, workerData } from "node:worker_threads";
import { AffineError, errorMessage } from "../../../../core/index.ts";
import { measureCardSlice } from "../../../../envs/index.ts";
import { createPythonEngine } from "../../../../sandbox/index.ts";
import { chosenEnvironment, loadEach } from "../chosen-environment.ts";
import { evaluateLines } from "../evaluate-line.ts";
import type { ThreadData, ThreadJob, ThreadReply } from "./messages.ts";

/** Entry of a thread that works on environments: one reply for each job. */
const settings = workerData as ThreadData;
const { module, patience } = settings;
const ownModules = { module, ...(patience === undefined ? {} : { patience }) };
/** A sandbox for each thread; it starts at the first program. */
const python = createPythonEngine({ workers: 1 });
let loaded: Promise<void> | undefined;

parentPort?.on("message", (job: ThreadJob) => {
  work(job).then(
    (reply) => parentPort?.postMessage(reply),
    (thrown: unknown) => parentPort?.postMessage(failed(thrown)),
  );
});

async function work(job: ThreadJob): Promise<ThreadReply> {
  await (loaded ??= loadEach(ownModules));
  if (job.is === "judge")
    return {
      is: "judged",
      results: await evaluateLines(job.lines, { python, everyTest: settings.everyTest === true }),
    };
  const environment = await chosenEnvironment(job.name, ownModules);
  return { is: "measured", result: await measureCardSlice(environment, job.slice, { python }) };
}

function failed(thrown: unknown): ThreadReply {
  if (!AffineError.isInstance(thrown)) {
    return { is: "failed", code: "internal", message: errorMessage(thrown), hint: undefined };
  }
  const { code, message, hint } = thrown;
  return { is: "failed", code, message, hint };
}
