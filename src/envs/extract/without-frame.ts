/**
 * Sentences before and behind an answer, within its tags, that praise it, announce it or end a talk, and can say nothing else.
 * Each is known as a whole: "This satisfies all constraints." goes, "This satisfies all constraints but one." stays.
 */
const NOUN =
  "(?:answer|plan|proof|derivation|solution|choice|selection|assignment|list|sequence|result|values|items|steps|actions|numbers)";
const KIND = "(?:(?:final|complete|full|correct|valid|best|optimal|satisfying|chosen|selected|requested|whole) ){0,3}";
const SUBJECT = `(?:this|that|it|these|they|(?:the|this|that|my) ${KIND}${NOUN})`;
const KEPT =
  "(?:constraints?|clauses?|conditions?|requirements?|budgets?|limits?|rules?|goals?|exclusions?|needs|preconditions?|parts of the goal)";
const CLOSING = new RegExp(
  "^(?:" +
    [
      `(?:i (?:have )?checked(?: that| and)? )?${SUBJECT} (?:satisf(?:y|ies)|meets?|fulfil(?:s|ls|l)?|respects?|obeys?|keeps?) (?:all|every|each|both)(?: of)?(?: the| these)?(?: given)? ${KEPT}(?: and ${KEPT})?`,
      `(?:all|every|both)(?: of)?(?: the)?(?: given)? ${KEPT}(?: and ${KEPT})? (?:(?:are|is) (?:now )?(?:satisfied|met|fulfilled|kept|respected|true)|holds?)`,
      `${SUBJECT} (?:reaches|achieves|attains|satisfies|proves|meets) the goal`,
      `${SUBJECT} (?:completes|concludes|finishes) the (?:plan|proof|derivation)|(?:so )?the (?:goal (?:now )?(?:is (?:now )?(?:reached|proved|proven|achieved|satisfied)|holds)|(?:plan|proof|list) is complete)`,
      `(?:so )?(?:this|that|these) (?:is|are) (?:my|the) ${KIND}${NOUN}`,
      "(?:i )?hope (?:this|that|it) helps(?: you)?",
      "(?:my )?confidence(?: level)?(?: is| [:=-]|[:=-])? ?(?:very |quite )?(?:high|full|100 ?%|10 ?\\/ ?10)",
      "(?:all )?(?:verified|double[- ]?checked|checked|confirmed|validated)(?: (?:by hand|manually|twice|again|step by step|and correct|and valid)){0,2}",
      "done|finished|that(?: i|[\"'’]?)s all|end of (?:the )?(?:answer|plan|proof|list)",
      "let me know if you (?:have|need|want|would like) (?:any |more |further |other |a )*(?:questions?|help|explanations?|details?|anything else|clarification|steps)(?: explained)?",
    ].join("|") +
    ")$",
  "i",
);
const OPENING = new RegExp(
  `^(?:(?:sure|certainly|of course|okay|ok|great|absolutely|alright|yes)(?:[!,.](?: |$)| (?=here)|$))?(?:(?:here(?: i|["'’])s|here are|this is|these are) (?:the|my|a|an|your) ${KIND}${NOUN})?$`,
  "i",
);
const MARKS_BEFORE = /^(?:[\s>*_#(/-]|\[(?=[a-z])|[✅✓✔☑🎉]\ufe0f?){1,16}/iu;
const MARKS_BEHIND = /(?:[\s*_.!)\]]|[✅✓✔☑🎉]\ufe0f?){1,16}$/u;
const LONGEST = 160;
const MOST = 3;

/** An answer without such sentences on lines of their own. One of nothing else stays as it is. */
export function withoutFrame(text: string): string {
  let told = text;
  for (let line = 0; line < MOST; line += 1) {
    const at = told.lastIndexOf("\n");
    if (at === -1 || told.length - at > LONGEST || !isClosing(told.slice(at + 1))) break;
    told = told.slice(0, at).trimEnd();
  }
  const first = told.indexOf("\n");
  return first > 0 && first < LONGEST && isOpening(told.slice(0, first)) ? told.slice(first + 1).trimStart() : told;
}

function isClosing(line: string): boolean {
  return CLOSING.test(line.replace(MARKS_BEFORE, "").replace(MARKS_BEHIND, ""));
}

/** It ends as a sentence that announces something does. */
function isOpening(line: string): boolean {
  const bare = line.replace(/^[\s>*_#]{1,16}|[\s*_]{1,16}$/g, "");
  return /[:.!]$/.test(bare) && bare.length > 2 && OPENING.test(bare.slice(0, -1).trim());
}
