import { AffineError } from "../../../core/index.ts";
import type { ProgramCorpus } from "./program-corpus.ts";

const registered = new Map<string, ProgramCorpus>();

/** Makes a corpus known to `ABD({ source: "corpus", corpus })`. A hash stands for one content, so again is no change. */
export function registerProgramCorpus(corpus: ProgramCorpus): void {
  registered.set(corpus.sha256, corpus);
}

/** @throws AffineError `environment_params` for a hash that no registered corpus has. */
export function programCorpus(sha256: string): ProgramCorpus {
  const corpus = registered.get(sha256);
  if (corpus !== undefined) return corpus;
  throw new AffineError("environment_params", `No corpus with SHA-256 ${sha256} has been loaded.`, {
    hint: "Call loadProgramCorpus(file, sha256) before asking for its questions.",
  });
}
