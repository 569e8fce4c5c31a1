import type { Random } from "../../../core/index.ts";
import type { Generated } from "../../environment.ts";
import type { CorpusTask } from "../abd-secret.ts";
import { corpusPrompt } from "./corpus-prompt.ts";
import { programCorpus } from "./program-corpus.ts";

/** A question of a corpus, every program equally likely. @throws AffineError `environment_params` if it is not loaded. */
export function generateCorpusTask(sha256: string, random: Random): Generated<CorpusTask> {
  const entry = random.pick(programCorpus(sha256).entries);
  const prompt = corpusPrompt(entry);
  return { prompt, messages: [{ role: "user", content: prompt }], secret: { source: "corpus", ...entry } };
}
