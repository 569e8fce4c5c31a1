import type { Domain, ProgramInput } from "./domain.ts";
import type { Program } from "./tree/program.ts";

/** What judges the answers to a generated program. */
export interface ProgramTask {
  readonly source: "generated";
  readonly program: Program;
  readonly domain: Domain;
  /** An input that prints `output`. Any other that does is as good. */
  readonly input: ProgramInput;
  /** Lines of the output, without newlines. */
  readonly output: readonly string[];
}

/** What judges the answers to a program of a corpus. */
export interface CorpusTask {
  readonly source: "corpus";
  readonly program: string;
  /** An input that prints `output`, as the corpus has it. */
  readonly input: string;
  readonly output: string;
}

export type AbdSecret = ProgramTask | CorpusTask;
