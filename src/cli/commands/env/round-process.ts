import { spawn, type ChildProcess } from "node:child_process";
import { AffineError } from "../../../core/index.ts";
import { PARENT_VARIABLE, WAITING } from "./calls/index.ts";

/** Longest output that is kept: more is no question and no card. */
const MAX_OUTPUT = 256 * 1024 * 1024;
/** Of what went wrong the end counts; a module may print without end. */
const MAX_FAULT = 64 * 1024;

/** What a command has printed, or why it has failed. */
export type Round = { readonly stdout: string; readonly fault?: undefined } | { readonly fault: string };

export interface RoundOptions {
  /** Ends the process, and all that it has begun, at once. */
  readonly signal: AbortSignal;
  /** Exit codes with which what was printed counts. */
  readonly codes: readonly number[];
  /** Told what is waited for, while it is. */
  readonly onWaiting: (line: string) => void;
}

/** Runs `af env … --json` in a process of its own, which does not outlive this one. */
export async function runRound(args: readonly string[], { signal, codes, onWaiting }: RoundOptions): Promise<Round> {
  const program = process.argv[1];
  if (program === undefined) throw new AffineError("internal", "This process does not know its program.");
  if (signal.aborted) return { fault: "" };
  const child = spawn(process.execPath, [...process.execArgv, program, "env", ...args, "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, [PARENT_VARIABLE]: String(process.pid) },
    // A group of its own, so that what a module has begun ends with it.
    detached: true,
    windowsHide: true,
  });
  const stop = (): void => endGroup(child);
  signal.addEventListener("abort", stop, { once: true });
  process.once("exit", stop);
  // What a module has begun may hold the output open for ever.
  child.once("exit", stop);
  const stdout: Buffer[] = [];
  let length = 0;
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > MAX_OUTPUT) stop();
    else stdout.push(chunk);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n")) if (line.startsWith(WAITING)) onWaiting(line);
    stderr = `${stderr}${text}`.slice(-MAX_FAULT);
  });
  try {
    const { code, ended } = await ending(child);
    if (length > MAX_OUTPUT) return { fault: `It prints more than ${MAX_OUTPUT >> 20} MiB, and was ended.\n` };
    if (code !== null && codes.includes(code) && length > 0 && !/^\{"error":/m.test(stderr)) {
      return { stdout: Buffer.concat(stdout).toString("utf8") };
    }
    return { fault: /heap out of memory/.test(stderr) ? OUT_OF_MEMORY : stderr || `It ended with ${ended}.\n` };
  } finally {
    signal.removeEventListener("abort", stop);
    process.off("exit", stop);
    stop();
  }
}

const OUT_OF_MEMORY =
  "The environment takes more memory than a process has: look at what grows in generate, check or the study.\n";

function ending(child: ChildProcess): Promise<{ code: number | null; ended: string }> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ code, ended: signal === null ? `exit code ${String(code)}` : `the signal ${signal}` }),
    );
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended already, and left nothing behind.
  }
}
