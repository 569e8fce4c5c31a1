import type { Random } from "../../../core/index.ts";
import { drawInput, writeInput, type Domain } from "../domain.ts";
import { compileProgram } from "../run/compile-program.ts";
import { outputAsInput } from "../study/output-as-input.ts";
import type { Program } from "../tree/program.ts";
import type { AcceptedTask } from "./accept-task.ts";
import { printsNoInput } from "./static-liveness.ts";

const SAMPLES = 100;
/** Of these, so many at most may print the target: nobody learns from a question that every answer is right for. */
const MOST_HITS = 20;
const LONGEST_OUTPUT = 80;

/**
 * The rules of the levels that are for small models: lines of the input may be free, and the target may be guessed, now
 * and then. The output is another line than the input all the same, and copying it is no answer.
 *
 * @returns `null` when most inputs print the target, or the program only passes an input on.
 */
export function acceptEasyTask(program: Program, domain: Domain, random: Random): AcceptedTask | null {
  if (!printsNoInput(program)) return null;
  const run = compileProgram(program);
  const input = drawInput(domain, random);
  const first = run(input);
  if (!first.ended) return null;
  const output = first.lines.join("\n");
  if (output === "" || output.length > LONGEST_OUTPUT) return null;
  const [numbers, word] = writeInput(input).split("\n");
  if (first.lines.some((line) => line === numbers || line === word)) return null;
  const copied = run(outputAsInput({ program, domain, output: first.lines }));
  if (copied.ended && copied.lines.join("\n") === output) return null;
  let hits = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const other = run(drawInput(domain, random));
    if (!other.ended) return null;
    if (other.lines.join("\n") === output) hits += 1;
  }
  return hits > MOST_HITS ? null : { input, output: first.lines };
}
