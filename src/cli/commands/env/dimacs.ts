import { join } from "node:path";
import { AffineError } from "../../../core/index.ts";
import {
  challengeFromId,
  dimacsOf,
  idInDimacs,
  readSolverOutput,
  satEnvironment,
  type GeneratedChallenge,
} from "../../../envs/index.ts";
import { fileFailure, makeFolder, readRegularFileSync, writeNewFile } from "../../../io/index.ts";
import { printJson, printLine } from "../../output.ts";

/** The largest formula that is asked has 5,000 clauses of 10: a few hundred KiB. */
const MAX_FORMULA_BYTES = 4 << 20;
const MAX_OUTPUT_LENGTH = 16 << 20;

/** Prints a question of SAT in DIMACS, or writes one file each into a folder. */
export async function writeDimacs(
  questions: AsyncIterable<GeneratedChallenge>,
  { count, dir }: { count: number; dir: string | undefined },
): Promise<void> {
  if (dir === undefined && count !== 1) {
    throw new AffineError("usage", "A DIMACS file holds one formula.", {
      hint: "Name a folder with --out, for one file each, or leave -n out.",
    });
  }
  if (dir !== undefined) await makeFolder(dir);
  let number = 0;
  for await (const question of questions) {
    number += 1;
    const text = dimacsText(question);
    if (dir === undefined) await printLine(text.trimEnd());
    else {
      const path = join(dir, `${String(number).padStart(String(count).length, "0")}.cnf`);
      await writeNewFile(path, text, { mode: 0o644 }).catch((cause: unknown) => {
        throw fileFailure(`Cannot write ${path}`, cause);
      });
      await printLine(path);
    }
  }
}

/** @throws AffineError `usage` for another environment than SAT. */
export function refuseOtherThanSat(name: string): void {
  if (name === satEnvironment.info.name) return;
  throw new AffineError("usage", `DIMACS holds formulas; ${name} has none.`, {
    hint: "It is a form of SAT's questions only.",
  });
}

function dimacsText({ id, env, params, seed }: Pick<GeneratedChallenge, "id" | "env" | "params" | "seed">): string {
  refuseOtherThanSat(env);
  return dimacsOf(id, satEnvironment.generate(params, seed).secret);
}

/**
 * Judges what a solver printed for a file of `af env sample SAT --format dimacs`.
 *
 * @throws AffineError `not_found`, `invalid_input` for a file that is none of ours or was changed, and for what is no
 * output of a solver; as `challengeFromId`.
 */
export async function judgeSolver(file: string, output: AsyncIterable<Buffer | string>): Promise<void> {
  const bytes = readRegularFileSync(file, { maxBytes: MAX_FORMULA_BYTES, followLink: true });
  if (bytes === undefined) throw new AffineError("not_found", `There is no ${file}.`);
  const formula = new TextDecoder().decode(bytes);
  const hint = "`af env sample SAT --format dimacs > FILE` writes one.";
  const id = idInDimacs(formula);
  if (id === null) throw new AffineError("invalid_input", `${file} has no line "c challenge_id …".`, { hint });
  const challenge = challengeFromId(id);
  if (withoutBlanks(dimacsText(challenge)) !== withoutBlanks(formula)) {
    throw new AffineError("invalid_input", `${file} does not hold the formula of ${id}: it was changed.`, { hint });
  }
  const said = readSolverOutput(await textOf(output));
  if (!said.read) {
    throw new AffineError("invalid_input", `Line ${said.line} of the solver's output: ${said.why}.`, {
      hint: "Lines are `s SATISFIABLE`, `v 1 -2 … 0`, comments `c …`, or MiniSat's `SAT` and a line of values.",
    });
  }
  const verdict = await challenge.evaluate(said.completion);
  await printJson({ challenge_id: id, ...verdict });
}

/** The lines that say something: comments, blank lines and the kind of line ends do not. */
function withoutBlanks(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/[ \t]+/g, " "))
    .filter((line) => line !== "" && !/^c(?: |$)/.test(line))
    .join("\n");
}

async function textOf(source: AsyncIterable<Buffer | string>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of source) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (text.length > MAX_OUTPUT_LENGTH) {
      throw new AffineError("invalid_input", `The solver's output has over ${MAX_OUTPUT_LENGTH} characters.`);
    }
  }
  return text + decoder.decode();
}
