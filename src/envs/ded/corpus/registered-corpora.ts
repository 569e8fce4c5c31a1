import { AffineError } from "../../../core/index.ts";
import type { TaskCorpus } from "./task-corpus.ts";

const corpora = new Map<string, TaskCorpus>();

/** Makes a corpus available to questions by its hash. */
export function registerTaskCorpus(corpus: TaskCorpus): void {
  corpora.set(corpus.sha256, corpus);
}

/** @throws AffineError `environment_params` for a corpus that has not been loaded. */
export function taskCorpus(sha256: string): TaskCorpus {
  const found = corpora.get(sha256);
  if (found !== undefined) return found;
  throw new AffineError("environment_params", `The corpus ${sha256} is not loaded.`, {
    hint: "Load its file with loadTaskCorpus(file, sha256) first.",
  });
}
