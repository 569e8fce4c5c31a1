/** DED: write a program for an exact statement. */
export {
  loadTaskCorpus,
  parseTaskCorpus,
  registerTaskCorpus,
  type CorpusEntry,
  type TaskCorpus,
} from "./corpus/task-corpus.ts";
export type { DedOptions } from "./ded-params.ts";
export type { DedSecret } from "./ded-secret.ts";
export { dedEnvironment } from "./ded.ts";
