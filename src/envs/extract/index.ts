/** Takes the answer out of a model's text: one set of rules for all environments, linear time, no regular expressions. */
export { extractCode } from "./extract-code.ts";
export { extractTagged } from "./extract-tagged.ts";
export { MAX_ANSWER_LENGTH, MAX_COMPLETION_LENGTH, type Extraction, type ExtractionFailure } from "./extraction.ts";
