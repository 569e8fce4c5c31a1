import { takesBack } from "../../extract/index.ts";

/** What may stand before an action: what a list, emphasis, quotes or a sign of going on put there. */
const BEFORE = /^(?:[\s*_`"'([{>•→➡⇒=👉▶►✅✓✔☑$:.\-–—\ufe0f]*)\/?$/u;
/** A box that somebody has checked. */
const CHECKED = /^(?:[-*•]\s{1,8})?\[[xX✓✔]\]\s{0,8}/;
const BEGINS = /^\W*(?:no|not|never|maybe|perhaps|later|nothing|none|wait|unsure|unless|if|when|don['’]t)\b|\?\W*$/i;
/** Another turn, another time, or that it is not meant. */
const OTHERWISE =
  /\b(?:do not|don['’]t|never) (?:do|use|run|submit|execute|make|apply)\b|\b(?:my|this|the) (?:fix|edit|change|repair|mending)(?:es|s)? (?:is|was|are|were|has been|have been) (?:reverted|undone|withdrawn|rolled back|taken back)\b|\b(?:my|this|the) (?:edit|patch|change|action|turn|submission) (?:should|must|does|do|need)(?: not|n['’]t)\b|\b(?:take|takes|took|taken|taking) (?:(?:this|that|it) )?back\b|\b(?:next|another|a later) turn\b|\b(?:kidding|joking|joke|hypothetical\w*|cancel\w*|revok\w*|retract\w*|withdr[ae]w\w*|scratch that|ignore (?:this|that)|never ?mind|premature|too early|not ready|think again|look again|(?<!n['’]t )(?<!not )forget (?:it|this|that)|only if|(?:old|previous|obsolete|outdated) (?:value|action|attempt|turn|version)|(?:i|we)(?: ?['’]d| would| might| could| may) (?:do|submit|run|hand|finish|use|read))\b/i;
/** What hands in only at another time. */
const WAITS =
  /^\W*(?:after|before|until|till|once|as soon as|next|soon|later|tomorrow|eventually|some ?day|at the end|pending|provided|assuming)\b/i;

/** A line without the box before it, if it is checked. */
export function withoutBox(line: string): string {
  return line.replace(CHECKED, "");
}

/** True for what may stand before the word of an action: with anything else nobody says that it is to be done. */
export function mayStandBefore(text: string): boolean {
  return BEFORE.test(text) && !text.includes("--");
}

/** What an action is for: of a fact or a step it would be said that it is still to be done. */
const PURPOSE = /^\W*to (?:check|prove|show)\W*$/i;

const NOUNS =
  "lines?|statements?|signs?|operators?|comparisons?|checks?|filters?|conditions?|bounds?|boundary|numbers?|fields?|keys?|steps?|calls?|pop|returns?|words?|terms?|names?|figures?|arguments?|order|rounding|limits?|cache|loops?|factors?|formula|sums?|counts?|resets?|variables?|functions?|code";
const GONE = "(?:now )?(?:removed|deleted|dropped|taken out|replaced|corrected|fixed|mended|gone)";
const ENDS = "(?=[ \\t]*(?:$|[.,;:!)\\n]|and\\b))";
/**
 * That nothing is left to do, and that what was wrong with the package is not so any more: of the package it is said, and takes
 * nothing back. Only whole clauses: "no tests fail yet" and "the wrong line was edited" say something else.
 */
const MENDED = new RegExp(
  `(?<=^\\W{0,16}|[.,;:!(]\\s{0,8}|\\band )(?:` +
    `no (?:visible |own |other )?tests? (?:(?:is|are) )?(?:fails?|failed|failing)(?: (?:now|any ?more|any longer))?|` +
    `no (?:errors?|failures?|problems?|issues?|failing tests?)|` +
    `no (?:errors?|failures?|problems?|issues?|failing tests?|faults?|bugs?|mistakes?) (?:(?:is|are) )?(?:left|remains?|remaining|any ?more)|` +
    `no (?:more|other|further|additional) (?:changes?|edits?|fixes|faults?|bugs?|errors?|problems?|issues?|work|steps?|failures?|mistakes?|failing tests?)(?: (?:(?:is|are) )?(?:needed|necessary|required|left|found|known|to (?:do|make|fix|mend)))?|` +
    `nothing (?:(?:else|more|further)(?: (?:is )?(?:left|needed))?|(?:is )?left)(?: to (?:do|change|fix|mend|edit|repair|add))?|` +
    `nothing (?:fails|failed|is (?:failing|wrong|broken|missing))(?: (?:now|any ?more))?|` +
    `(?:(?:the|an?|one|each) )?(?:faulty|buggy|broken|erroneous|incorrect) (?:\\w+ ){0,2}?(?:${NOUNS}) (?:(?:is|are|was|were|has been|have been) )?${GONE}|` +
    `(?:the|a|one|each) wrong (?:\\w+ ){0,2}?(?:${NOUNS}) (?:is|are|has been|have been) ${GONE}` +
    `)${ENDS}`,
  "gi",
);

/** True for words behind an action, on its line or below, that take it back. */
export function isTakenBack(said: string): boolean {
  const told = said.replace(MENDED, "done");
  return BEGINS.test(told) || OTHERWISE.test(told) || (takesBack(told) && !PURPOSE.test(told));
}

/** Sentences, one or more a line: no line of a module begins so and ends so. */
const SENTENCES = /^[A-Z][A-Za-z'’]{0,20},? [a-z][^\n]{1,400}[.!]$/;

/** True for lines below an edit that only say what it does. */
export function onlyTells(lines: readonly string[]): boolean {
  return lines.every(
    (line) => line.trim() === "" || (SENTENCES.test(line.trimEnd()) && !isTakenBack(line) && !isPutOff(line)),
  );
}

/** What somebody thinks who looks at something, with more words behind it. */
const WONDERS =
  /^\W*(?:(?:maybe|perhaps|possibly|probably)(?! (?:not|later|no|another|next)\b)|or(?! (?:not|rather|instead|read|grep|edit|run|submit)\b)|why|what|where|which|how|does|is|are|can|could|may|might|not (?:seen|read|looked|checked|opened|shown|known|sure|clear|tested|covered)|(?:i )?(?:have|had)(?: not|n['’]t) (?:seen|read|looked|checked|opened|tested)|(?:the |an? |some )?(?:errors?|faults?|bugs?|mistakes?|failures?|wrong|failing|fails?))\b(?=[^]*?\w)/i;

/** True for words behind an action that wonder about what it looks at, and do not say that it is not to be done. */
export function wonders(said: string): boolean {
  return (
    WONDERS.test(said) &&
    !OTHERWISE.test(said) &&
    !/\b(?:not|never|n['’]t) (?:do|run|use|read this|read it now)\b/i.test(said)
  );
}

/** True for words behind an action that put it off. */
export function isPutOff(said: string): boolean {
  return WAITS.test(said);
}
