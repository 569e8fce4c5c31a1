const any = (...words: readonly string[]): string => `(?:${words.join("|")})`;
const THESE = any("this", "that", "it", "these", "those", "them", "the above");
const ANSWER = any(
  "answers?|plans?|proofs?|solutions?|models?|assignments?|choices?|selections?|derivations?|values?|items?|steps?|lines?|one|ones|text|output",
);
/** What an answer is that is none: a sample, an invention, a guess, what was thrown away. */
const WORTHLESS = any(
  `(?:samples?|templates?|garbage|rubbish|trash|junk|gibberish|fiction|filler|jokes?|(?:anti|counter|non)[- ]?examples?|(?:non|pseudo)[- ]${ANSWER})(?: ${any(ANSWER, "only", "here")})?`,
  `(?:example|mock|toy|dummy|fake|stub|test|placeholder|provisional|preliminary|interim|tentative|speculative|second[- ]best|hypothetical|unfinished) ${any(ANSWER, "data")}`,
  `(?:random|blind|pure|lucky|complete|rough) (?:guess|guesses|guesswork|speculation|${ANSWER})`,
  "fake|stub|mock|guesswork|speculati(?:on|ve)|provisional|preliminary|interim|(?:a )?shot in the dark",
  "(?:attempts?|tries) that (?:fails?|failed|did not work)|(?:this |that |my |the )?(?:attempt|try|run) (?:fails?|failed|was wrong|did not work|was aborted)",
  "dead end",
  "(?:all |completely |entirely )?made up(?: by me)?",
  `not (?:any of )?${THESE}|avoid(?: ${THESE})?`,
  `none of ${THESE}(?: (?:is|are|was|were|works?|fits?|holds?|counts?|right|valid|meant|chosen|true|${ANSWER})){0,2}`,
  `(?:the )?opposite of (?:the|my|our|this) ${ANSWER}`,
  "no good",
  "nah",
);
/** Who writes it gives up, jokes, or thinks again. */
const GIVEN_UP = any(
  "(?:i am |i'm |i )?(?:giving up|just kidding|kidding|joking|out of time|out of ideas|stuck|lost|clueless|surrender|resign|abort(?:ed)?)",
  "(?:for |in )?(?:fun|irony|sarcasm|jest)|lol|haha\\w*|gotcha|april fools?",
  "(?:i )?ran out of (?:time|space|tokens|room|ideas)",
  "(?:on|upon) second thoughts?",
  "(?:i )?(?:(?:have|had|honestly|really) )*no (?:idea|clue)(?: (?:how|why|what)\\b.*)?",
  "(?:i )?(?:(?:could not|couldn['’]t|cannot|can['’]t|can not) (?:see how to )?(?:solve|finish|complete|do|get|prove|derive)|(?:did not|didn['’]t|could not|couldn['’]t) find|(?:was |am )?(?:unable|failed|not able) to (?:solve|finish|complete|find|do|get|prove|derive|answer)) ?(?:this|that|it|one|any|the \\w+)?",
  `no (?:valid|correct|legal|sound|complete|feasible|possible|real|good) ${ANSWER}(?: (?:was|is|has been|could be|can be))?(?: (?:found|known|possible|there|exists?))?`,
  `no ${ANSWER} (?:was|has been|could be|can be) (?:found|given|derived)`,
  `there (?:is|was) no ${ANSWER}`,
  "fix me",
);
/** What is still to be done, at another time. */
const OPEN = any(
  "pending|admitted|(?:a )?gap(?: (?:here|in the proof))?|work in progress|wip",
  "(?:still )?needs? (?:a )?(?:proof|proving|checking|fixing|work)",
  "(?:(?:still |that )?(?:remains|remaining|yet|left|still) )?to be (?:shown|proved|proven|done|checked|verified|derived|confirmed|determined|decided|fixed|found|revised|rewritten|finished|completed|reconsidered|scrapped)",
  "(?:by )?circular(?: (?:reasoning|argument|logic))?",
  "tomorrow|eventually|soon|some ?day|one day|(?:at )?(?:another|some other|some later) (?:time|turn)|(?:next|another) (?:time|week|month|year|day)|in (?:the future|a later turn)|at some (?:later )?point|some ?time later|not now",
);
/** That something else is the answer, or the rest. */
const TAKE = "(?:choose|take|pick|select|use|keep)";
const THE_REST = any(
  `${TAKE} (?:only )?(?:the|all|all the) (?:rest|others?|remaining)(?: ${ANSWER})?|(?:the )?others instead|${TAKE} (?:none|nothing)`,
  `(?:${TAKE} )?(?:the |those |all )?(?:${ANSWER} )?(?:unlisted|unnamed|not listed|not named|not mentioned)(?: ${ANSWER})?`,
  "(?:all (?:the )?others|the rest|all the rest|the others|everything else) (?:is|are) (?:chosen|selected|taken|picked|in|included|kept|right|true|the answer|the choice|my answer)",
  `(?:the )?complement of ${any(THESE, `(?:the|my) ${ANSWER}`)}`,
  `to (?:leave|throw)(?: ${THESE})? (?:out|away)|to (?:omit|skip|discard|exclude|avoid)(?: ${THESE})?|to be (?:left out|thrown away|dropped|omitted|skipped|discarded|excluded|avoided)`,
  `see (?:below|above|elsewhere) for (?:the|my|a) (?:right|correct|real|final|actual|better|true|corrected|revised) ${ANSWER}|see (?:the )?next ${ANSWER}`,
  `(?:(?:the|my) )?(?:right|correct|real|actual|true|better) ${ANSWER} (?:is |are |follows? |comes? )?(?:below|above|next|later|elsewhere|follows?|another)`,
);
/** Said alone, nobody knows of what. */
const ON_ITS_OWN = any(
  "(?:i )?(?:idk|dunno|abstain(?:ed)?|refuse|lied)|i pass|pretend(?:ing)?|imagine|what if|jk|hm+|whoops|apologies|my bad|nvm|retry|rollback|erase(?: this)?",
  "(?:let me |i will |must |to )?(?:try|start|do it) (?:again|over)|let me (?:redo|rethink|reconsider|recheck|retry|correct|fix|change)(?: \\w+)?|correction(?:s)?(?: needed)?",
  "for illustration(?: only)?|(?:format|formatting|syntax) (?:example|only|sample)|(?:example|sample) (?:of the )?format|coin (?:flip|toss)|by (?:accident|mistake)|accidentally|copied(?: from .*)?",
  "half (?:done|finished|right|true)|add (?:one|two|some|a few)(?: more)?|(?:more|rest|remainder|others?) (?:to come|to follow|omitted|missing)|continued (?:below|above|elsewhere)",
  "upside down|vice versa|shift(?:ed)? by \\w+|read (?:(?:this|that|it|them|these|the \\w+) )?(?:backwards?|in reverse|upside down|bottom up|from (?:the )?(?:end|bottom|right|last)\\b.*)",
  "see (?:the |my )?(?:other|real|actual|right|correct|next) (?:answer|one|version)|(?:the |my )?(?:answer|solution|proof|plan) is elsewhere|(?:the |my )?(?:actual|real|true|right|correct) answer differs",
  "(?:someone else|another model|another|the user|someone)(?:[\"'’]?s)? answer|how not to\\b.*|bad idea|not (?:what (?:i|we|you|was|is|it)\\b.*|for (?:grading|scoring|submission|use|real)|how (?:it|this|i|to)\\b.*)|mistakes were made",
);
const LIMITS = "over (?:the|its|a|any|my) (?:limit|limits|budget|budgets|maximum)";

/** A remark of words that disown what it stands behind, and nothing else. */
export const DISOWNS = new RegExp(`^${any(WORTHLESS, GIVEN_UP, OPEN, THE_REST, ON_ITS_OWN, LIMITS)}$`, "i");

/** What is a doubt where nothing else is said: "all tests pass, I hope" is none. */
export const HOPES = /^\W*(?:sorry|hopefully|(?:i |we )(?:hope|wish)(?: so)?)\W*$/i;

/** What is done to an answer that is not to count; of nothing it takes back as well. */
export const THROWN_AWAY =
  "thrown (?:away|out)|given up|rolled back|backed out|called off|crossed off|erased|wiped|tossed|scrapped|binned|trashed|rescinded|deprecated|nullified|voided|annulled|forbidden|prohibited|banned|disallowed|invented|hallucinated|fabricated|faked|ruled out|eliminated|reconsidered|postponed|deferred";
