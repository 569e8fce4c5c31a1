import { clausesOf } from "./clauses.ts";

/** What a remark says that hands in no answer, or another one than what it stands on: "no valid plan found", "not these". */
const any = (words: string): string => `(?:${words})`;
const FILL = `(?:${any("i|we|there|it|that|this|is|are|was|were|has|have|had|got|been|so|but|sorry|really|just|still|honestly|simply|to be honest")} +)*`;
const WHAT = any("plan|proof|solution|answer|derivation|way|sequence|argument|assignment|choice");
const SUCH = `(?:${any("valid|correct|such|possible|legal|working|complete|real|full|better|good|proper|right|single|sound")} +)*`;
const GIVES_UP = new RegExp(
  `^${FILL}(?:` +
    [
      `no ${SUCH}${WHAT}s?(?: (?:(?:was|is|were|are|could be|can be|has been|have been|to be|i could|i can|that i) )*(?:found|find|known|know|exists?|possible|available|here|yet|there|works?))?`,
      "no (?:idea|clue)(?: (?:how|what|whether|if)\\b.*)?",
      "(?:could|can|did|do|am|was)(?: ?n[ \"'’]?t| not|not) (?:able to )?(?:solve|find|do|finish|complete|work out|figure|answer|see|prove|derive|get|manage|know how)(?: .*)?",
      "(?:un|not )able to (?:solve|find|do|finish|complete|work out|figure|answer|prove|derive|get).*",
      "not (?:these|those|this|that|them|any of (?:these|those|them)|the (?:right|correct|real|actual|intended) \\w+)",
      "(?:no|not|not any|not much|not very) good",
    ].join("|") +
    ")$",
);
/** True for a remark that says that there is no answer, or that this is none. */
export function givesUp(remark: string): boolean {
  return clausesOf(remark).some((clause) => GIVES_UP.test(clause));
}
