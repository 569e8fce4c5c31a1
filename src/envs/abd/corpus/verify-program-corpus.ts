import { needFields } from "../../../core/index.ts";
import type { CheckContext } from "../../environment.ts";
import type { ProgramCorpus } from "./program-corpus.ts";
import { runInSandbox } from "./run-in-sandbox.ts";
import { sameOutput } from "./same-output.ts";

/** An entry whose program does not print what the corpus says. */
export interface BrokenEntry {
  /** Number of the entry, from 0. */
  readonly entry: number;
  /** Kind of the sandbox's verdict, or `wrong_output`. */
  readonly reason: string;
}

/**
 * Runs every program of a corpus on its own input and lists those that do not print their output: questions without a
 * known answer.
 *
 * @throws AffineError `sandbox_unavailable`.
 */
export async function verifyProgramCorpus(corpus: ProgramCorpus, context: CheckContext): Promise<BrokenEntry[]> {
  needFields(corpus, "verifyProgramCorpus", "what loadProgramCorpus returns", ["entries"]);
  const broken: BrokenEntry[] = [];
  for (const [entry, { program, input, output }] of corpus.entries.entries()) {
    const { kind, stdout } = await runInSandbox(context, program, input);
    if (kind !== "ok") broken.push({ entry, reason: kind });
    else if (!sameOutput(stdout, output)) broken.push({ entry, reason: "wrong_output" });
  }
  return broken;
}
