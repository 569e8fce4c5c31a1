import { createReadStream } from "node:fs";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { endWithReader } from "../../end-with-reader.ts";
import { printJsonLines } from "../../output.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { loadModules } from "./chosen-environment.ts";
import { judgeSolver } from "./dimacs.ts";
import { evaluateLines, type LineResult } from "./evaluate-line.ts";
import { inOrder } from "./in-order.ts";
import { readBatches } from "./read-lines.ts";
import { EnvironmentThreads } from "./threads/index.ts";
import { say } from "../../../telemetry/index.ts";

/** Lines that a thread gets at a time. */
const BATCH = 32;
/** A command that judges in its own process has as many verdicts under way, for the sandbox's workers. */
const BATCH_HERE = 16;

interface EvaluateOptions extends ModuleOption {
  readonly workers: number;
  readonly everyTest?: boolean;
  readonly dimacs?: string;
}

/** Judges lines of a file or of standard input. */
export async function evaluate(file: string | undefined, options: EvaluateOptions): Promise<void> {
  await loadModules(options);
  const lines = file === undefined || file === "-" ? process.stdin : open(file);
  // Whoever writes to it may be silent for long, or for ever.
  if (lines === process.stdin) endWithReader();
  if (options.dimacs !== undefined) {
    await judgeSolver(options.dimacs, lines);
    return;
  }
  const failed = options.workers === 1 ? await judgeHere(lines, options) : await judgeOnThreads(lines, options);
  if (failed.all === 0) return;
  say(`${failed.all} ${failed.all === 1 ? "line" : "lines"} could not be judged.`);
  if (failed.unknown > 0) say("    An environment of your own is known here by --module PATH.");
  process.exitCode = 1;
}

async function judgeHere(
  source: AsyncIterable<Buffer | string>,
  { everyTest = false }: EvaluateOptions,
): Promise<Failed> {
  return printResults(inOrder(readBatches(source, BATCH_HERE), 1, (lines) => evaluateLines(lines, { everyTest })));
}

/** Two batches a thread are under way, so that none waits for the printer, and memory stays bounded. */
async function judgeOnThreads(source: AsyncIterable<Buffer | string>, options: EvaluateOptions): Promise<Failed> {
  const threads = new EnvironmentThreads(
    { module: options.module, patience: options.patience, everyTest: options.everyTest === true },
    options.workers,
  );
  try {
    return await printResults(
      inOrder(readBatches(source, BATCH), 2 * options.workers, (lines) => threads.judge(lines)),
    );
  } finally {
    await threads.close();
  }
}

/** How many lines could not be judged, and of how many the environment is unknown. */
interface Failed {
  all: number;
  unknown: number;
}

/** Prints a verdict for each line, in order. */
async function printResults(batches: AsyncIterable<readonly LineResult[]>): Promise<Failed> {
  const failed: Failed = { all: 0, unknown: 0 };
  for await (const results of batches) {
    failed.all += results.filter(({ score }) => score === null).length;
    failed.unknown += results.filter(isUnknown).length;
    await printJsonLines(results);
  }
  return failed;
}

/** Another version of a known environment has the same code, and no module would help. */
function isUnknown(result: LineResult): boolean {
  return "error" in result && result.error.message.includes("There is no environment named");
}

async function* open(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Buffer;
  } catch (cause) {
    throw new AffineError("not_found", `${file} cannot be read: ${errorMessage(cause)}`, {
      hint: "Name an NDJSON file, or pipe lines into the command.",
      cause,
    });
  }
}
