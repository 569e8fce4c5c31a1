import type { Random } from "../../../core/index.ts";
import { drawInput, type Domain, type ProgramInput } from "../domain.ts";
import { compileProgram } from "../run/compile-program.ts";
import type { Program } from "../tree/program.ts";
import { linesAreHardToGuess } from "./conditional-density.ts";
import { outputsAreDistinct } from "./distinct-outputs.ts";
import { everyElementIsLive } from "./element-liveness.ts";
import { linesAreLiveAndWoven } from "./line-liveness.ts";
import { changesSpread } from "./spread.ts";
import { isLiveThroughout, printsNoInput } from "./static-liveness.ts";
import { showsInput } from "./visible-input.ts";

const SHORTEST_OUTPUT = 6;
const LONGEST_OUTPUT = 400;

/** A program, an input that was kept back, and what the program prints for it. */
export interface AcceptedTask {
  readonly input: ProgramInput;
  /** Lines of the output, without newlines. */
  readonly output: readonly string[];
}

/** How much is asked of a task. */
export interface TaskRules {
  /** See {@link changesSpread}. */
  readonly spreadPercent: number;
  /** See {@link linesAreHardToGuess}. */
  readonly trials: number;
}

/**
 * Draws an input for a program and puts both to the test, the cheap questions first.
 *
 * @returns `null` when the task could be guessed, solved line by line, or read off.
 */
export function acceptTask(
  program: Program,
  domain: Domain,
  { spreadPercent, trials }: TaskRules,
  random: Random,
): AcceptedTask | null {
  if (!isLiveThroughout(program) || !printsNoInput(program)) return null;
  const run = compileProgram(program);
  const input = drawInput(domain, random);
  const first = run(input);
  if (!first.ended) return null;
  const output = first.lines.join("\n");
  if (output.length < SHORTEST_OUTPUT || output.length > LONGEST_OUTPUT) return null;
  if (showsInput(first.lines, input)) return null;
  const target = { input, lines: first.lines };
  if (!linesAreLiveAndWoven(run, domain, target, random)) return null;
  if (!changesSpread(run, domain, target, spreadPercent, random)) return null;
  if (!everyElementIsLive(run, domain, target, random)) return null;
  if (!outputsAreDistinct(run, domain, { target: output, trials }, random)) return null;
  if (!linesAreHardToGuess(run, domain, { ...target, trials }, random)) return null;
  return { input, output: first.lines };
}
