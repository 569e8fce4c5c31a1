/** ABD: find an input for which a program prints a given output. See docs/environments.md. */
export { abdEnvironment } from "./abd.ts";
export type { AbdOptions } from "./abd-params.ts";
export { loadProgramCorpus } from "./corpus/load-program-corpus.ts";
export { parseProgramCorpus, type CorpusEntry, type ProgramCorpus } from "./corpus/program-corpus.ts";
export { registerProgramCorpus } from "./corpus/registered-corpora.ts";
export { verifyProgramCorpus, type BrokenEntry } from "./corpus/verify-program-corpus.ts";
