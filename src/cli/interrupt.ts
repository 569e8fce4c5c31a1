import { once } from "node:events";
import { endProcess } from "./ending.ts";

let controller: AbortController | undefined;
let ended: keyof typeof EXIT_CODES | undefined;

/** 128 and the number of the signal, as shells have it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** A signal that aborts at the first SIGINT or SIGTERM; the second one ends the process at once with its exit code. */
export function interruptSignal(): AbortSignal {
  if (controller === undefined) {
    const created = new AbortController();
    controller = created;
    const onSignal = (name: keyof typeof EXIT_CODES) => {
      if (created.signal.aborted) endProcess(EXIT_CODES[name]);
      ended = name;
      created.abort();
    };
    process.on("SIGINT", () => onSignal("SIGINT"));
    process.on("SIGTERM", () => onSignal("SIGTERM"));
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
  return ended === "SIGINT" ? EXIT_CODES.SIGINT : 0;
}

/**
 * Exit code of a command that failed with this one: where SIGTERM has cut it short it is that of SIGTERM, as of the
 * commands that leave signals to the system.
 */
export function cutShortExitCode(code: number): number {
  return code === EXIT_CODES.SIGINT && ended === "SIGTERM" ? EXIT_CODES.SIGTERM : code;
}
