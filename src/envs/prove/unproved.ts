import { clausesOf } from "../extract/index.ts";

const FILL =
  "(?:(?:this|that|it|which|the|a|an|is|are|was|be|being|still|currently|yet|now|by|via|from|line|step|only|just|as|with|has|have|there|left) +)*";
/** What is said of a line that is handed in without being proved. */
const UNPROVED = new RegExp(
  `^${FILL}(?:` +
    [
      "sorry",
      "admit(?:s|ted)?",
      "(?:needs?|needing|requires?|lacks?|lacking|wants?|awaits?|awaiting|missing|without|no|to need)(?: (?:an?|the|its|any|more|some|further|formal|actual))* (?:proofs?|justifications?|derivations?|arguments?|support|proving|verification)",
      "(?:to )?remains?(?:ing)? (?:open|unproved|unproven|unclear|to \\w+.*)",
      "to be (?:shown|proved|proven|done|filled in|completed|continued|justified)",
      "yet to (?:be )?\\w+",
      "pending(?: \\w+)?",
      "(?:gap|hole)s?(?: here| in (?:the )?(?:proof|argument))?",
      "(?:i|we) (?:hope|wish|pray|believe|think|guess|suspect)(?: (?:so|this|that|it)\\b.*)?",
      "hopefully(?: .*)?|fingers crossed|trust me|wishful thinking|hand ?wav(?:ing|y|ed)",
      "(?:circular|begging the question)(?: (?:reasoning|argument|logic|proof))?",
      "(?:exercise|open)(?: (?:for|to) the reader)?",
    ].join("|") +
    ")$",
);
/** `rule 2 does not apply`, `does not need rule 2`. */
const OF_A_RULE =
  /\brule[ \t]{0,4}#?(\d{1,6})(?:[ \t]+(?:here|itself|alone))?[ \t]+(?:(?:does|do|did|would|will|can|could|is|was)(?:[ \t]?n[ "'’]?t|[ \t]not)|cannot|fails?|failed|never)\b[^,.;:()]{0,80}|\b(?:(?:does|do|did)(?:[ \t]?n[ "'’]?t|[ \t]not)|without|not)[ \t]+(?:(?:need|use|require|using)[ \t]+)?rule[ \t]{0,4}#?\d{1,6}/g;
const RULES = /\b(?:rule[ \t]{0,4}#?|r)(\d{1,6})\b/g;

/** So much of a line and of a remark is looked at. */
const LONGEST = 1_000;

/** True for a remark that says of a line that it is not proved, or not yet. */
export function isUnproved(remark: string): boolean {
  return clausesOf(remark).some((clause) => UNPROVED.test(clause));
}

/** A remark without what it says of rules that do not apply, where the line tells another one, or of such as it does not need. */
export function withoutOtherRules(remark: string, line: string): string {
  if (!remark.includes("rule")) return remark;
  const seen = line.slice(0, LONGEST);
  return remark.slice(0, LONGEST).replace(OF_A_RULE, (said, one: string | undefined) => {
    if (one === undefined) return " x ";
    const told = Array.from(seen.split(said).join(" ").matchAll(RULES), ([, number]) => number);
    return told.length > 0 && !told.includes(one) ? " x " : said;
  });
}
