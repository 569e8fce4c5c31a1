import { open } from "node:fs/promises";
import type { Command } from "commander";
import { AffineError, errorMessage, withoutPeriod } from "../../../core/index.ts";
import {
  createPythonEngine,
  type Limits,
  MAX_PROGRAM_BYTES,
  MAX_STDIN_BYTES,
  type Verdict,
} from "../../../sandbox/index.ts";
import { visibleText } from "../../../io/index.ts";
import { printJson } from "../../output.ts";
import { say } from "../../../telemetry/index.ts";

interface RunFlags {
  readonly stdin?: string;
  readonly fuel?: number;
  readonly memory?: number;
  readonly wall?: number;
}

/** Exits 0 if the program ended with `ok`, else 1. */
export async function run(file: string, flags: RunFlags, command: Command): Promise<void> {
  if (file === "-" && flags.stdin === "-") {
    throw new AffineError("usage", "Program and stdin cannot both be standard input.", {
      hint: "Put one of them into a file.",
    });
  }
  const program = await readBounded(file, MAX_PROGRAM_BYTES, "program");
  const stdin = flags.stdin === undefined ? "" : await readBounded(flags.stdin, MAX_STDIN_BYTES, "stdin");
  const engine = createPythonEngine({
    workers: 1,
    onNotice: (notice) => say(notice),
  });
  try {
    const verdict = await engine.run(program, { stdin, limits: limitsOf(flags) });
    if (command.optsWithGlobals<{ json?: boolean }>().json === true) await printJson(verdict);
    else print(verdict);
    if (verdict.kind !== "ok") process.exitCode = 1;
  } finally {
    await engine.close();
  }
}

function limitsOf({ fuel, memory, wall }: RunFlags): Partial<Limits> {
  return {
    ...(fuel === undefined ? {} : { fuelTicks: fuel }),
    ...(memory === undefined ? {} : { memoryBytes: memory * 2 ** 20 }),
    ...(wall === undefined ? {} : { wallMs: wall }),
  };
}

/** At most one byte more than is taken: the engine then says that it is too long. */
async function readBounded(path: string, maxBytes: number, what: string): Promise<Uint8Array> {
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    const source = path === "-" ? process.stdin : (await open(path)).createReadStream({ end: maxBytes });
    for await (const chunk of source as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxBytes) break;
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    throw new AffineError("not_found", `The ${what} cannot be read: ${withoutPeriod(errorMessage(cause))}.`, {
      hint: "Give the path of a file, or - for standard input.",
      cause,
    });
  }
}

function print({ kind, exitCode, detail, stdout, stderr, ticks, truncated }: Verdict): void {
  // A pipe gets what the program has written, a terminal what can be seen of it.
  process.stdout.write(process.stdout.isTTY ? visibleText(stdout) : stdout);
  process.stderr.write(process.stderr.isTTY ? visibleText(stderr) : stderr);
  const facts = [
    exitCode === null ? null : `exit status ${exitCode}`,
    detail,
    `${ticks.toLocaleString("en")} ticks`,
    truncated ? "output cut off" : null,
  ];
  say(`${kind}: ${facts.filter((fact) => fact !== null).join(", ")}`);
}
