import type { Verdict } from "../verdict.ts";
import { extractTagged } from "../extract/index.ts";
import type { ProgramTask } from "./abd-secret.ts";
import { readInput } from "./read-input.ts";
import { compileProgram } from "./run/compile-program.ts";

/** 1000 for any input of the domain that prints the wanted output, 0 with a reason for everything else. */
export function checkProgramTask({ program, domain, output }: ProgramTask, completion: unknown): Verdict {
  const size = { lines: output.length };
  const extraction = extractTagged(completion, "input");
  if (!extraction.found) return { thousandths: 0, reason: extraction.reason, extracted: null, metrics: size };
  const extracted = extraction.answer;
  const read = readInput(extracted, domain);
  if (!read.valid) return { thousandths: 0, reason: read.reason, extracted, metrics: size };
  const run = compileProgram(program)(read.input);
  if (!run.ended) return { thousandths: 0, reason: run.fault, extracted, metrics: size };
  const matching = output.filter((line, at) => run.lines[at] === line).length;
  const metrics = { ...size, matching, steps: run.steps };
  const correct = matching === output.length && run.lines.length === output.length;
  return { thousandths: correct ? 1000 : 0, reason: correct ? "correct" : "wrong_output", extracted, metrics };
}
