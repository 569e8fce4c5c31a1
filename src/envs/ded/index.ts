/** DED: write a program for an exact statement. */
export { loadTaskCorpus } from "./corpus/load-task-corpus.ts";
export { parseTaskCorpus, type CorpusEntry, type InvalidSample, type TaskCorpus } from "./corpus/task-corpus.ts";
export { registerTaskCorpus } from "./corpus/registered-corpora.ts";
export type { DedOptions } from "./ded-params.ts";
export type { DedSecret } from "./ded-secret.ts";
export { dedEnvironment } from "./ded.ts";
