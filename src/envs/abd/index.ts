/** ABD: find an input for which a program prints a given output. See docs/environments.md. */
export { abdEnvironment } from "./abd.ts";
export type { AbdOptions } from "./abd-params.ts";
export {
  loadProgramCorpus,
  parseProgramCorpus,
  registerProgramCorpus,
  type CorpusEntry,
  type ProgramCorpus,
} from "./corpus/program-corpus.ts";
export { verifyProgramCorpus, type BrokenEntry } from "./corpus/verify-program-corpus.ts";
