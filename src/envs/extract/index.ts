/** Takes the answer out of a model's text: one set of rules for all environments, in linear time. */
export { CHANGES_NUMBER } from "./changes-number.ts";
export { extractCode, type CodeWanted } from "./extract-code.ts";
export { extractTagged } from "./extract-tagged.ts";
export {
  MAX_ANSWER_LENGTH,
  MAX_COMPLETION_LENGTH,
  MAX_TAIL_LENGTH,
  type Extraction,
  type ExtractionFailure,
} from "./extraction.ts";
export { isPlainText } from "./forbidden-character.ts";
export { withoutHostMarks } from "./host-marks.ts";
export { listItems } from "./list-items.ts";
export { listedItems } from "./listed-items.ts";
export { listLines } from "./list-lines.ts";
export { objectsAsCalls } from "./objects-as-calls.ts";
export { objectsAsLines } from "./objects-as-lines.ts";
export { rowsAsLines } from "./tabled-steps.ts";
export { clausesOf } from "./clauses.ts";
export { labelOf, saysSeveralTimes, tellsAnotherPlace } from "./order-words.ts";
export { noteOfLength } from "./note-of-length.ts";
export { plainAnswer } from "./plain-answer.ts";
export { plainCall } from "./plain-call.ts";
export { plainCharacters } from "./plain-characters.ts";
export { bareProgram } from "./python-tokens.ts";
export { integersIn, readIntegers } from "./read-integers.ts";
export { readNamedIntegers, type NamedIntegers, type NamedIntegersFailure } from "./read-named-integers.ts";
export { announcedAnswer, withoutHeading } from "./without-heading.ts";
export { unzipped } from "./unzipped.ts";
export { withoutName } from "./without-name.ts";
export { hasRefusedFence } from "./refused.ts";
export { isOutOfOrder } from "./out-of-order.ts";
export { takesBack } from "./takes-back.ts";
export { isPlaceLine, placeOf, withoutPlace } from "./without-place.ts";
export { bracketsAsRemarks, isRemarkLine, withoutChecks, withoutRemarks } from "./without-remarks.ts";
