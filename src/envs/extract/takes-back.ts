import { DISOWNS, HOPES, THROWN_AWAY } from "./disowning-words.ts";
import { findsFault } from "./finds-fault.ts";
import { disownsInOtherScripts, disownsInOtherTongues } from "./other-languages.ts";

/**
 * Whether a remark takes back what it stands behind. What decides is of what a word is said: of the step, line, answer, "this" or
 * of nothing it takes back ("removed", "this step fails"); of an object, a fact or another noun it says how the world is ("betis
 * is removed from dubat", "nothing is assumed"). So a remark is read clause by clause: what it is said of is cut off, and the rest
 * has to begin with what takes back.
 */
const any = (words: string): string => `(?:${words})`;
const starts = (words: string): RegExp => new RegExp(`^${any(words)}`, "i");
const OWN_NOUN = any(
  "steps?|lines?|actions?|moves?|claims?|plans?|proofs?|answers?|solutions?|assignments?|choices?|selections?|models?|values?|items?|results?|derivations?|inferences?",
);
const OWN = any(
  `this|that|it|which|these|those|they|i|we|(?:first|second|third|fourth|fifth|last|\\d{1,4}(?:st|nd|rd|th)) ${OWN_NOUN}|${OWN_NOUN}(?: (?:above|below|here|#?\\d{1,4}))?`,
);
const FILL = any(
  "then|later|afterwards|the|my|our|its|all|here|above|please|really|actually|oh|well|sorry|hmm?|so|but|just|only|merely|simply|still|now that|is|was|are|were|am|be|been|being|has been|have been|had been|looks|seems|must be|may be|might be|could be|would be|should be|will be|an?|as|no (?=this|that|it\\b|wait|the)",
);
const SUBJECT = new RegExp(`^(?:${any(`(${OWN})|${FILL}`)}(?![\\w'’"])[ \\t]*)`, "i");
/** The answer or a part of it, in more words than one: "every line", "the whole answer", "one of these", "what I wrote". */
const NAMED_OWN = new RegExp(
  `^(?:(?:one|two|three|some|many|most|each|every one|all|half|any|part|several|both|a few|at least one) of (?:this|that|it|these|those|them|the above|(?:the|my|our|these|those) (?:\\w+ )?${OWN_NOUN})|` +
    `(?:the|my|our|this|that|every|each|all|any|another|some|both) (?:(?:whole|entire|full|complete|final|other|last|first|second|third|next|given|single|the|my|of|these|those) ){0,3}(?:${OWN_NOUN}|thing|above|one)(?: (?:above|below|here|#?\\d{1,4}))?|` +
    `${OWN_NOUN} (?:one|two|three|four|five|six|seven|eight|nine|ten)|everything|everyone|what (?:i|we) (?:(?:just|have|had) ){0,2}(?:wrote|written|said|gave|given|put|listed)(?: (?:down|here|above))?)[ \\t]{1,4}(?=[a-z])`,
  "i",
);
/** What a step or a line needs, and what an answer has to keep. */
const NEED = starts(
  "(?:(?:its?|the|a|one|some|an?|this|any) )?(?:(?:first|second|third|last) )?(?:preconditions?|premises?|prerequisites?|requirements?|conditions?|rules?|facts?|goals?|assertions?|clauses?|constraints?|budgets?|limits?)(?: (?:#?\\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten))? (?:(?:is|are|was|were|has been|have been) )?",
);
const NOT = any(
  "not|never|cannot|no longer|(?:do|does|did|can|could|would|should|will|must|may|might|has|have|had|need) ?not|(?:ca|do|does|did|is|was|are|were|could|would|should|wo|has|have|had|ai|need)n[ \"'’]?t|hardly",
);
const THIS = any(
  "this|that|it|these|those|them|so|either|anything|all|everything|the (?:last )?(?:step|line|plan|answer|items?|values?|above|next|goal|formula|clauses?|constraints?|budgets?)|every|my",
);
const ADVERBS = any(
  "be|been|being|yet|to|really|actually|even|an?|the|my|our|any|quite|fully|ever|have|in|such|completely|at all|very|entirely",
);
const PREDICATE = any(
  "true|valid|right|correct|possible|sure|certain|legal|sound|necessary|ok(?:ay)?|good|final|part|" +
    `${OWN_NOUN}|option|candidate|this|` +
    "follow|hold|work|apply|happen|exist|count|suffice|fit|know|match|done|shown|proven|taken|chosen|met|held|meant|run|kept|found|clear|complete|exact|" +
    "(?:do|use|execute|choose|take|perform|include|pick|select|trust|satisfy|prove|show|derive|reach|follow|read|need|grade|think|believe|submit|want|mean|keep|\\w+)" +
    `(?=$| ${THIS}\\b)(?<= (?:do|use|execute|choose|take|perform|include|pick|select|trust|satisfy|prove|show|derive|reach|read|need|grade|think|believe|submit|want|mean|keep|count)|(?:do not|don.?t) \\w+)|` +
    "(?!need\\b)\\w{1,24}(?:[^e]ed|ied|eed|able|ible)",
);
/** What does not take back when it is denied: what is bad of itself, or what is no quality of a step. */
const FINE = any(
  "given|reverted|aliased|shadowed|dominated|replaced|overwritten|changed|touched|affected|altered|blocked|violated|moved|broken|disturbed|reversed|repeated|listed|harmed|hindered|removed|deleted|dropped|undone|cancell?ed|rejected|excluded|omitted|occupied|locked|assumed|failed|exceeded|exceed|limited|guessed|supposed|unique|used before|" +
    "skipped|skip|avoided|avoid|avoidable|forgotten|forget|improved|shortened|typo|mistake|error|guess",
);
const ELSEWHERE =
  /\b(?:twice|again|elsewhere|otherwise|directly|before|any ?more|nothing|none|afterwards|after (?:that|this|the next)|earlier|yet (?:used|needed)|(?:used|needed) yet|needed by (?:the )?(?:others?|any))\b/i;
/** Praise, and what was to be done and is. */
const DONE =
  /^(?:(?:is|are|this|that|it|all|now|so|and|looks|step|line) ){0,3}(?:correct(?:ed)?|check(?:s|ed)?(?: (?:passed|out|ok(?:ay)?))?|verified|confirmed|right|valid|fine|good|ok(?:ay)?|done)(?: (?:and|now|again|here|complete|verified|checked|valid|so far)){0,3}$|\b(?:was|were) (?:missing|to be (?:shown|proved|proven|demonstrated))$/i;
const DENIED = starts(`${NOT}(?: ${ADVERBS})* (?!${FINE}\\b)${PREDICATE}(?![\\w])|${NOT}$`);
const NEED_FAILS = starts(
  `${NOT}(?: ${ADVERBS})* (?:met|hold|apply|satisfied|fulfilled|reached|reachable|true|given|there|proved|proven|shown|derivable|derived|follow|exist|kept|respected|fit)\\b|(?:fails?|failed|missing|unmet|violated|broken|unsatisfied|unproved|unproven|false|wrong|exceeded|lacking|absent)\\b`,
);
/** What is found wrong with a step, line or answer, whatever follows. */
const WRONG = starts(
  any(
    "wrong|incorrect|invalid|untrue|false|faulty|flawed|erroneous|mistaken|mistakenly|bogus|impossible|illegal|(?:in|un)applicable|(?:in|un)feasible|inadmissible|inconsistent|" +
      "inaccurate|inexact|incomplete|insufficient|redundant|superfluous|obsolete|outdated|stale|void|moot|unsat\\w*|" +
      "un(?!avoidable|deniable|breakable|questionable)(?:proved|proven|sound|supported|justified|necessary|needed|required|verified|checked|certain|clear|sure|confirmed|reached|met|founded|warranted|tested|chosen|selected|solved|wanted|likely|established|shown|finished|\\w{2,16}able|\\w{2,16}ible)|" +
      "fail(?:s|ed)?|blocked|over budget|too expensive|off by (?:one|a)|disproved|disproven|refuted|overruled|falsch|faux|falso|ungültig|" +
      "(?:mis|mal)(?:calculated|counted|read|taken|placed|derived)",
  ) + "(?![\\w-])(?! (?:nothing|none|no)\\b)",
);
/** What is done to a step, line or answer. Of nothing it may as well be said of the world where more follows: "removed from dubat". */
const UNDONE = starts(
  `(?:${THROWN_AWAY}|taken back|crossed out|struck(?: out)?|scratched(?: out)?|left out|removed|deleted|dropped|omitted|undone|cancell?ed|discarded|withdrawn|excluded|superseded|replaced|rejected|retracted|revoked|reverted|disregarded|ignored|skipped|abandoned|corrected|doubled|halved|negated|flipped|swapped|shifted|reversed|assumed|guessed|false)(?!\\w)`,
);
const UNDONE_HERE =
  /^[ \t]*(?:$|(?:later|again|here|now|because|since|as|for|by me|from (?:the|my|this) (?:plan|list|answer|proof|choice|selection)|with (?:the )?next)\b)/i;
/** Words of doubt, and what an answer is not that is none. */
const DOUBT = starts(
  "(?:maybe|perhaps|possibly|probably|presumably|supposedly|allegedly|approximate(?:ly)?|roughly|hypothetical(?:ly)?|tentative(?:ly)?|doubtful|questionable|optional(?:ly)?|alternative(?:ly)?|or|either|scratch|ignore|disregard|skip|never ?mind|nope|oops|todo|tbd|fixme|whatever)(?![\\w-])|" +
    "(?:unless|if) (?:needed|necessary|required|possible|applicable|true|allowed|so|not|at all|wanted|desired|(?:this|that|it) (?:holds|is true|works|is needed|applies))(?!\\w)|" +
    "would (?:need|require|follow|hold|work)\\b|should be (?:the (?:other way|opposite|reverse|contrary)(?: (?:a?round|about))?|\\w+er|different|another|something else)\\b|(?:don.?t|do not) know\\b|" +
    "(?:i )?(?:guess|doubt|give up|gave up|am guessing|was guessing)(?! ?\\w)|give up\\b|gave up\\b|no idea\\b|thinking\\b",
);
/** What a remark is that has nothing else to say. */
const ALONE = new RegExp(
  "^(?:(?:unverified |wild |educated |mere )?guess|mistakes?|errors?|typo|conjecture|(?:by |an? )?assumption|assume|suppose|hypothesis|counter-?example|contradiction|conflict|" +
    "(?:for )?(?:example|instance)|negative|instead(?: of (?:this|that|it|something(?: else)?|another(?: one)?))?|draft|placeholder|dummy|temp(?:orary)?|test|joke|lie|nonsense|open|wait|hold on|out|no|not|never|twice|thrice|(?:two|three|several|many) times|" +
    "(?:old|previous|prior|former|earlier|outdated|wrong|rejected)|(?:to )?(?:show|prove|do|be done|fill in)|to check|missing|premises? missing|missing premises?|(?:not |n['’]t )the answer|" +
    "(?:old|previous|prior|former|earlier|outdated|rejected|initial|original|starting|first|failed|another) (?:values?|attempts?|try|tries|choices?|versions?|answers?|plans?|assignments?|drafts?|guess|solutions?|ideas?|selections?|model)|(?:old|former|rejected) (?:steps?|lines?|actions?|ones?|items?)|" +
    "(?:minus|plus|less|add|subtract) (?:one|two|ten|\\d+)|(?:the )?(?:opposite|reverse|negation|inverse)(?: of (?:this|that|it|these))?|(?:in )?reversed?(?: order)?|backwards?|" +
    "no (?:such )?(?:plan|proof|solution|answer|step|model|assignment|rule|effect|reason|justification|derivation|premise|support|way)s?(?: (?:appl(?:y|ies)|exists?|found|known))?|" +
    "(?:in )?(?:the )?(?:opposite|reverse|inverted|wrong) order|(?:from )?(?:last to first|right to left|bottom to top)|(?:the )?last first|(?:all (?:signs? )?)?(?:the )?other way (?:a?round|about)|all signs the other way|" +
    "(?:the )?complement|all (?:the )?others|everything else|all but (?:the|these|this|that|one)(?: \\w+){0,2}|(?:without|minus|except|only) the (?:first|last)(?: \\w+){0,2}|one (?:more|less)|" +
    "(?:(?:the|all|with|other|both|its) ){0,3}(?:signs?|digits|arguments|objects|letters) (?:inverted|flipped|changed|swapped|exchanged|reversed|unknown)|" +
    "(?:replaced|corrected|revised) below|see (?:the )?(?:corrected|revised|final|right) \\w+ below|to be continued|more (?:lines|steps) follow|made up|just an illustration|illustration|premature|too early|" +
    "(?:i )?(?:could not|couldn['’]t|cannot|can['’]t) (?:find|justify|prove|show|explain)(?: \\w+){0,3}|" +
    "can['’\"]?t)(?: only)?$",
  "i",
);
/** An order to take it back or to change it, and nothing but that. */
const ORDERED =
  /^(?:forget|redo|revise|take|scrap|toss|trash|throw|postpone|delay|defer|drop|omit|delete|remove|exclude|undo|cancel|discard|retract|withdraw|revert|strike|cross|leave|flip|negate|invert|reverse|swap|switch|exchange|repeat|double|halve|rotate|shift|mirror|increment|decrement|replace|change|correct|discount)(?:s|ed)?(?:[ \t]+(?:this|that|it|these|those|them|the|one|two|first|last|next|all|every|each|everything|signs?|values?|lines?|steps?|items?|numbers?|digits|letters|words?|list|out|away|back|with|here|again))*$/i;
/** Before an order. */
const ASKED =
  /^(?:(?:please|so|just|now|oh|well|sorry|i|we|better|then|no(?=[ \t]\w+[ \t](?:this|that|it)))[ \t]+){1,4}/i;
/** An order to do it at another time, or something else. */
const MOVED =
  /^(?:do|execute|run|apply|perform|insert|put)[ \t](?:this|that|it|something|another|the next|the other|these)\b[^]{0,40}?\b(?:after|before|later|else|instead|first|last|next|twice|again)\b/i;
const BREAKS =
  /^(?:violat(?:es|ed|ing|e)|breaks?|falsif(?:y|ies|ied)|exceeds?|contradicts?|infringes?|misses)[ \t](?:(?:an?|the|one|some|its|this|that|two|both|several)\b|\w+ (?:clauses?|constraints?|budgets?|rules?|limits?))/i;
const TO_BE =
  /^to be[ \t](?:shown|proved|proven|done|checked|verified|derived|confirmed|determined|decided|removed|deleted|incremented|decremented|replaced|corrected|changed|fixed|updated|negated|flipped)\b/i;
/** Said of an answer wherever it is said. */
const ANYWHERE =
  /(?<!\b(?:no|not|without|never|nothing)[ \t](?:an?[ \t])?)\b(?:oops|nope|typo|miscalculated|mistaken|take (?:this|that|it|these|all) back|(?:but|except|other than) (?:this|these|those|them)(?=\W*$)|n\/a(?=\W*$)|all (?:but|except) the (?:first|last)|(?:this|it|that) (?:is|was) (?:wrong|false|invalid|incorrect|impossible))\b/i;
/** What was so and is not, or the other way round, is told of the world. */
const BECOMES =
  /\b(?:was|were)[ \t](?:true|false|missing|open)[ \t]{0,4}(?:[,;]|(?:but|and|before)(?=[ \t]))[ \t]{0,4}(?:(?:but|and|is|are|it is)[ \t]){0,3}now[ \t](?:is[ \t])?(?:true|false|there|fixed|done|holds)(?!\w)|\b(?:from[ \t])?(?:true|false)[ \t]{0,4}(?:->|→|=>|⇒|to(?=[ \t]))[ \t]{0,4}(?:true|false)(?!\w)/gi;
/** Of a plan or proof that has to be none of these. */
const NOT_THE_BEST =
  /^(?:(?:it|this|that|the|my|plan|proof|answer|is|are|may|might|maybe|perhaps|probably|possibly|be|well|of course) ){0,8}not (?:(?:be|the|a|necessarily|quite) ){0,3}(?:minimal|shortest|optimal|elegant|short)(?: (?:one|plan|proof|possible))?$/i;
const QUESTION = /^[^\w]*(?:(?:does|do|is|are|can|could|should|would|will|may)\b[^?]{0,200})?\?[\s)\]]*$/i;
const CROSS = /[✗✘❌✖❎🚫⛔]/u;
/** A fact as a word: what is said of it is not said of the step. */
const CALL = /\b[a-z][\w-]{0,63}\([^()]{0,200}\)/gi;
const FACT =
  /\((?![^()]{0,200}\b(?:this|that|it|step|line|plan|proof|answer)\b)[a-z][\w-]*(?:[ \t]+[a-z][\w-]*){1,8}\)(?=[ \t]+(?:is|are|was|does|do|did|no|has|holds?|fails?|not|which|becomes|gets)\b)/gi;
const DENIED_FACT = /\b(not?)[ \t]*\(([^()]{0,200})\)/gi;
/** What a remark says in one breath. */
const PARTS = /([.,;:!?()[\]{}#=→⇒|/\n]+|--|->|\b(?:but|and|because|since)\b)/;
const LONGEST = 2_000;

/** True for a remark that says of what it stands behind that it is not so: `wrong`, `does not follow`, `✗`. */
export function takesBack(remark: string): boolean {
  const text = remark.slice(0, LONGEST);
  if (CROSS.test(text) || disownsInOtherScripts(text) || ANYWHERE.test(text) || HOPES.test(text) || QUESTION.test(text))
    return true;
  const parts = text
    .replace(BECOMES, "x")
    .replace(CALL, " x ")
    .replace(FACT, " x ")
    .replace(DENIED_FACT, "$1 $2")
    .split(PARTS);
  return parts.some(
    (part, at) => at % 2 === 0 && saysSo(part.replace(/^[^\p{L}\d]+/u, "").trim(), parts[at + 1] ?? ""),
  );
}

/** @param behind what ends the clause: behind a colon stands what it is said of. */
function saysSo(said: string, behind: string): boolean {
  return isAgainst(said, behind) || (NAMED_OWN.test(said) && isAgainst(said.replace(NAMED_OWN, "this "), behind));
}

function isAgainst(clause: string, behind: string): boolean {
  if (clause === "" || DONE.test(clause) || NOT_THE_BEST.test(clause)) return false;
  if (findsFault(clause) || disownsInOtherTongues(clause)) return true;
  if (NEED.test(clause)) {
    const said = clause.replace(NEED, "");
    if (NEED_FAILS.test(said) && !/\byet\b/i.test(said)) return true;
  }
  if (behind.startsWith(":") && UNDONE.test(clause)) return false;
  const order = clause.replace(ASKED, "");
  if (DISOWNS.test(clause)) return true;
  if (ALONE.test(clause) || DOUBT.test(clause) || ORDERED.test(order) || MOVED.test(order)) return true;
  let rest = clause;
  let isOwn = false;
  for (let found = SUBJECT.exec(rest); found !== null; found = SUBJECT.exec(rest)) {
    isOwn ||= found[1] !== undefined;
    rest = rest.slice(found[0].length);
  }
  if (DENIED.test(rest)) return !ELSEWHERE.test(rest);
  const undone = UNDONE.exec(rest)?.[0];
  if (undone !== undefined) {
    return (isOwn || UNDONE_HERE.test(rest.slice(undone.length))) && !ELSEWHERE.test(rest);
  }
  return [WRONG, DOUBT, BREAKS, TO_BE, ALONE, DISOWNS].some((pattern) => pattern.test(rest));
}
