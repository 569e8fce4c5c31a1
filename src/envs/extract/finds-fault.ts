/**
 * Sentences that find fault with an answer or a part of it: what it is said of, then hedges, then what is bad about it. Word by
 * word, for any such subject ("my answer", "every line", "one of these", "what I wrote") goes with any such predicate ("is likely
 * wrong", "has two errors", "is to be ignored"). A word that is neither ends it: a noun of the world, or a denial ("not wrong",
 * "no errors", "nothing is missing").
 */
const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");
const NOUNS = words(`
  answer answers plan plans proof proofs solution solutions assignment assignments choice choices selection selections model
  models value values item items result results derivation derivations inference inferences step steps line lines action
  actions move moves claim claims list lists output entry entries number numbers sequence reasoning calculation work thing
  things part parts half rest row rows token tokens response attempt try text`);
const SUBJECT = words(`
  this that it these those they them its thats which what here above below i we my our me all both everything anything something some many
  most each every any another one two three four five six seven eight nine ten several few lot lots couple at least of the a
  an whole entire full complete given final first second third fourth fifth sixth last previous next other wrote written said
  say stands put gave have has had just handed submitted listed named chose did is was there`);
const HEDGES = words(`
  are were am be been being seems seem seemed looks look looked appears appear appeared turns turn turned out proves proved to may might
  could must can should would will shall ought needs need likely probably perhaps maybe possibly presumably apparently almost
  certainly clearly obviously definitely surely simply only also actually really very quite rather totally completely
  entirely utterly partly partially mostly largely slightly somewhat still now sadly unfortunately bit little kind sort well
  think believe fear guess suspect know afraid admit note warning caution beware careful sorry alas oops oh so but and or because
  as full contains contain contained includes include included with found made makes make see saw noticed spotted suffers
  from such serious minor major small big huge obvious sign arithmetic logical silly stupid more than in fact better had
  became becomes gone went plain outright simply please either`);
const SKIPPED: ReadonlySet<string> = new Set([...NOUNS, ...SUBJECT, ...HEDGES]);
/** What is bad about an answer. */
const BAD: ReadonlySet<string> = new Set(
  words(`
  wrong incorrect invalid false untrue broken bad mistaken erroneous faulty flawed defective buggy bogus useless worthless
  unusable nonsense nonsensical rubbish garbage crap trash inaccurate inexact imprecise incomplete void fictional fictitious
  fabricated hallucinated invented made-up unreliable untrustworthy dubious doubtful questionable suspicious hopeless absurd
  unacceptable inadequate deficient misguided misleading nonexistent unfinished unsolved truncated unsound fake phony
  rejected refuted lie lies fiction fabrication hallucination hoax joke prank decoy bait forgery disaster failure mess
  insufficient implausible unjustified unsupported unproven unproved awry screwed botched bungled bunk bull bullshit bs wr0ng trick mock-up counterfeit illustrative unintended accidental
  partial undefined unknown abbreviated recalled`),
);
/** What an answer has, or somebody finds in it. */
const FAULT =
  /^(?:errors?|mistakes?|flaws?|bugs?|faults?|typos?|problems?|issues?|gaps?|holes?|defects?|slips?|blunders?|contradictions?|inaccurac(?:y|ies)|inconsistenc(?:y|ies)|oversights?|omissions?)$/;
/** What has to be done with it. */
const TO_DO = new Set(
  words(`
  ignored disregarded discarded rejected replaced redone fixed corrected revised changed reworked rewritten repaired amended
  removed deleted dropped skipped retracted withdrawn scrapped overruled overridden refused dismissed excluded voided
  cancelled canceled reversed negated inverted flipped undone reverted reconsidered rethought thrown forgotten crossed struck
  updated improved adjusted modified completed finished continued renamed reordered rearranged swapped exchanged`),
);
const MODALS = new Set(words("to must should ought needs need has have had can may might could shall"));
const NEEDED =
  /^(?:fixing|work|correction|corrections|checking|repair|repairs|replacing|replacement|revision|rework|changing|verification|rewriting|redoing|fixes|improvement|change|changes)$/;
/** What may stand behind it, and leaves it said of the answer. */
const BEHIND: ReadonlySet<string> = new Set([
  ...NOUNS,
  ...words(`too in here there above below somewhere somehow though anyway again now however as because since and or i we it that this
    by one ones completely entirely altogether please today overall already of at on`),
]);
const GOOD = new Set(
  words("right correct valid true sound meant chosen good ok okay works holds counts work hold count"),
);
const NO_LONGER =
  /^(?:no longer|no more|any longer) (?:holds?|works?|counts?|appl(?:y|ies)|stands?|fits?|follows?|(?:is |are )?(?:valid|true|right|correct|good|current|my|the|meant|wanted|sure|certain))(?!\w)/;
const MADE_UP =
  /^(?:i |we |just |simply |only |all |have |had |merely )*(?:made|make|making) (?:(?:this|that|it|these|those|them|all|everything|some|most|half|one|of|here|the|whole|thing|\w{1,12}) ){0,4}?up(?!\w)/;
const DENIED_SUBJECT = /^(?:none|nothing|neither|no)$/;
const CONTRACTED = /\b(it|that|this|what|there|here|which)[ ]?["'’`´]s(?!\w)/g;
const NEEDS = /(?:^| )needs?(?: (?:a|some|more))?$/;
const IS_OFF = /^(?:is|are|looks?|seems?|be|bit|little|slightly|somewhat)$/;
const MOST_WORDS = 24;

/** True for a clause without punctuation that finds fault with the answer, or with nothing else that it names. */
export function findsFault(clause: string): boolean {
  const text = clause.toLowerCase().replace(CONTRACTED, "$1 is");
  if (MADE_UP.test(text)) return true;
  const all = text.split(/[ \t\n]+/, MOST_WORDS);
  let at = 0;
  while (at < all.length && isSkipped(all[at] as string)) at += 1;
  const word = all[at];
  if (word === undefined) return false;
  const next = all[at + 1];
  const before = all.slice(0, at);
  if (word === "no" || word === "any") {
    if (NO_LONGER.test(all.slice(at).join(" "))) return true;
  }
  if (DENIED_SUBJECT.test(word)) return at === 0 && isNothingGood(all);
  if (word === "rolled" || word === "backed") return next === "back" || next === "out";
  if (word === "made") return next === "up";
  const isAtEnd = next === undefined || BEHIND.has(next);
  if (BAD.has(word)) return isAtEnd;
  if (FAULT.test(word)) return isAtEnd;
  if (word === "off") return isAtEnd && IS_OFF.test(before.at(-1) ?? "");
  // What was missing is there now; what is missing from something is told of the world.
  if (word === "missing") return isAtEnd && !before.includes("was") && !before.includes("were");
  if (word === "forgot") return isAtEnd || SKIPPED.has(next);
  if (TO_DO.has(word)) return isAtEnd && before.includes("be") && before.some((one) => MODALS.has(one));
  if (NEEDED.test(word)) return isAtEnd && NEEDS.test(before.join(" "));
  // "If we did not, step 2 would fail" is said of another step.
  if (/^(?:fails?|failed|failing|breaks?)$/.test(word)) return isAtEnd && !before.some((one) => /\d/.test(one));
  return false;
}

/** Also a number, as in "line 2". */
function isSkipped(word: string): boolean {
  return SKIPPED.has(word) || /^#?\d{1,4}(?:st|nd|rd|th)?$/.test(word);
}

/** "None of it is right", "nothing here is correct". */
function isNothingGood(all: readonly string[]): boolean {
  let at = 1;
  while (at < all.length && isSkipped(all[at] as string)) at += 1;
  return GOOD.has(all.at(at) ?? all.at(at - 1) ?? "") && all.length <= at + 1;
}
