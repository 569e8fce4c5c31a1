import { createReadStream } from "node:fs";
import { Command } from "commander";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { printJson } from "../../output.ts";
import { evaluateLine, type LineResult } from "./evaluate-line.ts";
import { readLines } from "./read-lines.ts";

const EXAMPLES = `Examples:
  af env evaluate answers.ndjson > scores.ndjson
  my-model < questions.ndjson | af env evaluate

Each line in: {"challenge_id": "…", "completion": "…"}
Each line out, in order: {"challenge_id", "score", "thousandths", "reason",
"extracted", "metrics"}, or {"line", "score": null, "error"} for a line that
cannot be judged; the exit code is then 1.
`;

/** Verdicts under way at once: sandboxed environments have several workers. */
const IN_FLIGHT = 16;

export function evaluateSubcommand(): Command {
  return new Command("evaluate")
    .description("judge answers, NDJSON in and out")
    .argument("[file]", "NDJSON file; standard input unless given")
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined) => {
      const failed = await evaluateStream(file === undefined || file === "-" ? process.stdin : open(file));
      if (failed === 0) return;
      process.stderr.write(`${failed} ${failed === 1 ? "line" : "lines"} could not be judged.\n`);
      process.exitCode = 1;
    });
}

/** Prints a verdict for each line, in order; returns how many lines could not be judged. */
async function evaluateStream(source: AsyncIterable<Buffer | string>): Promise<number> {
  const underWay: Promise<LineResult>[] = [];
  let failed = 0;
  const printNext = async () => {
    const result = await underWay.shift();
    if (result === undefined) return;
    if (result.score === null) failed += 1;
    await printJson(result);
  };
  for await (const line of readLines(source)) {
    if (line.text?.trim() === "") continue;
    underWay.push(evaluateLine(line));
    if (underWay.length >= IN_FLIGHT) await printNext();
  }
  while (underWay.length > 0) await printNext();
  return failed;
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
