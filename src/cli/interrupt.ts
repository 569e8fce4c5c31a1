import { once } from "node:events";

let controller: AbortController | undefined;
let isCtrlC = false;

/** 128 and the number of SIGINT, as shells have it. */
const CTRL_C_EXIT_CODE = 130;

/** A signal that aborts at the first SIGINT or SIGTERM; the second one ends the process at once with exit code 130. */
export function interruptSignal(): AbortSignal {
  if (controller === undefined) {
    const created = new AbortController();
    controller = created;
    const onSignal = (name: NodeJS.Signals) => {
      if (created.signal.aborted) process.exit(CTRL_C_EXIT_CODE);
      isCtrlC = name === "SIGINT";
      created.abort();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  }
  return controller.signal;
}

/** Resolves at the first Ctrl-C or SIGTERM: how a command ends that runs until it is told to stop. */
export async function untilInterrupted(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted) await once(signal, "abort");
  return undefined;
}

/**
 * Exit code of a command that ended in good order: 130 behind Ctrl-C, so that scripts see that it was cut short. SIGTERM
 * is how supervisors ask services to end; one that does has done what it was asked.
 */
export function orderlyExitCode(): number {
  return isCtrlC ? CTRL_C_EXIT_CODE : 0;
}
