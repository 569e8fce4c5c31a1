import { takesBack } from "./takes-back.ts";

const BEGINS = /(?:^|[ \t])(?:#|\/\/)/;
const REMARK = /^[ \t]?(?:#|\/\/)[ \t]{0,16}[a-z]/i;
/** With a digit or one of these words it may say something else than what it stands behind. */
const SAYS_MORE = /\d|\b(?:or|never|wrong|false|incorrect|ignore|before|start|initially|instead|rather|unsat\w*)\b/i;
/** A denial may as well be one of what it stands behind, but for those of what would be bad, or is somewhere else. */
const DENIES = /\b(?:no|not|cannot|neither|nor|none)\b|n['"’]t\b/i;
const THE_BAD =
  "excluded|changed|touched|affected|altered|violated|broken|exceeded|cancell?ed|undone|reverted|removed|dropped|overwritten|aliased|shadowed|dominated|replaced|improved|unique|conflicting|asked|tried|used|seen|over|above|beyond|in any|part of any|needed by|limited|wasted";
const HARMLESS = new RegExp(
  `\\b(?:no (?:other|better|further|later|more|such|single) [a-z]+|no (?:conflicts?|changes?|clauses?|constraints?|exclusions?|undos?|cancels?|swaps?|alias(?:es)?|scopes?|budgets?|bonus|bonuses|needs?|effects?|risk|problem|matter|longer)|(?:not|cannot be|(?:is|was|are|were|ca|has been|have been)n['"’]t(?: be)?) (?:yet )?(?:${THE_BAD})|` +
    `(?:(?:do|does|did) ?not|(?:do|does|did)n['"’]t) (?:matter|conflict|reach|change|touch|affect|exclude|violate|interfere|break|exceed|need [a-z]+|count))\\b`,
  "gi",
);
/** Denied, and none of what it stands behind. */
const NEVER =
  /\bnever (?=(?:changed|touched|affected|altered|reassigned|assigned|modified|swapped|set|undone|cancelled)\b)/gi;
const IN_BRACKETS = /(?<=(?:\d|\b(?:true|false))[*_`]{0,3})[ \t]{1,8}\(([a-z][^()\d\n]{0,100})\)[.,;]?[ \t]{0,16}$/gim;
const CHECK_ALONE = /^[ \t]?(?:#|\/\/)[ \t]{0,16}[✓✔✅☑]\ufe0f?[ \t]{0,16}$/u;
/** A line that is a remark one and all; with brackets it may be one of what is asked for. */
const REMARK_LINE = /^(?:#{1,6}|\/\/)[ \t]+[a-z][^()]*$/i;
const CHECK = /[ \t]{0,16}[✓✔✅☑]\ufe0f?(?=[ \t]*(?:[,;]|$))/gmu;
const CHECKED = /^([ \t]{0,16}(?:[-*+•][ \t]{1,8})?)[✓✔✅☑]\ufe0f?[ \t]{1,8}(?=\S)/u;

/**
 * Lines without what only remarks on them: `rovak = 4071  # at the end`, also on lines of their own.
 *
 * @param says words that say more than a remark in this place.
 * @param world nouns of what the question is about, of which nothing is said of the answer.
 */
export function withoutRemarks(text: string, says?: RegExp, world?: RegExp): string {
  if (!text.includes("#") && !text.includes("//")) return text;
  return text
    .split("\n")
    .map((line) => {
      const at = line.search(BEGINS);
      const remark = at === -1 ? "" : line.slice(at).replace(NEVER, "not ");
      if (CHECK_ALONE.test(remark)) return line.slice(0, at);
      const isRemark = REMARK.test(remark) && !SAYS_MORE.test(remark) && says?.test(remark) !== true && !denies(remark);
      const told = world === undefined ? remark : remark.replace(world, "x");
      return isRemark && !takesBack(told) ? line.slice(0, at) : line;
    })
    .join("\n");
}

/** Remarks in brackets at the ends of lines as such behind a sign: `rovak = 4071 (after the swap)`. */
export function bracketsAsRemarks(text: string): string {
  return text.includes("(") ? text.replace(IN_BRACKETS, " # $1") : text;
}

function denies(remark: string): boolean {
  return DENIES.test(remark) && DENIES.test(remark.replace(HARMLESS, " "));
}

/** True for a line such as `# first the lamps`. */
export function isRemarkLine(line: string): boolean {
  return REMARK_LINE.test(line);
}

/** Lines without the check marks behind what stands there, and before it where all lines have one. */
export function withoutChecks(text: string): string {
  const lines = text.replace(CHECK, "").split("\n");
  const areChecked = lines.every((line) => line.trim() === "" || CHECKED.test(line));
  return areChecked ? lines.map((line) => line.replace(CHECKED, "$1")).join("\n") : lines.join("\n");
}
