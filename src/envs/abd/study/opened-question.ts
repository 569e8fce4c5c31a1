import type { Question } from "../../study.ts";
import type { AbdSecret } from "../abd-secret.ts";
import type { Domain } from "../domain.ts";
import type { Program } from "../tree/program.ts";

/** What a prompt says: the program, the output, and what inputs are like. */
export interface OpenedQuestion {
  readonly program: Program;
  readonly domain: Domain;
  readonly output: readonly string[];
}

/** A question without the input that was kept back. */
export function openQuestion(secret: AbdSecret): OpenedQuestion | null {
  if (secret.source === "corpus") return null;
  const { program, domain, output } = secret;
  return { program, domain, output };
}

/** @throws TypeError for a question that {@link openQuestion} has not opened. */
export function openedQuestion({ opened }: Question): OpenedQuestion {
  if (opened === null || opened === undefined) throw new TypeError("This question has not been opened.");
  return opened as OpenedQuestion;
}
