/** Tasks from files that are pinned by their hash. See docs/environments.md. */
export { needCorpus, type Corpus, type InvalidSample } from "./corpus.ts";
export { corpusParamsSchema, type CorpusParams } from "./corpus-hash.ts";
export { CorpusRegistry } from "./corpus-registry.ts";
export { parseExactJson, writeExactJson, type ExactJson } from "./exact-json.ts";
export { firstIssue } from "./first-issue.ts";
export { parseCorpus, type ReadSample } from "./parse-corpus.ts";
