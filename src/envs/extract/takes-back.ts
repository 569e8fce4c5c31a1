/** What a remark is on, or how it begins, before it says what it says. */
const SUBJECT =
  "(?:(?:this|that|it|which|the|step|line|action|claim|goal|fact|plan|proof|answer|solution|assignment|model|value|item|really|actually|oops|wait|hmm?|so|no|is|was|are)\\b[ \\t]*)*";
const PREDICATES =
  "(?:be |yet |really |actually |a |an )?(?:true|valid|right|correct|prove[nd]|provable|derive[dn]?|derivable|possible|allowed|applicable|" +
  "step|line|action|plan|proof|part|sure|done|this|used|needed|necessary|executable|legal|permitted|follow|hold|work|apply|happen|counted|chosen|selected)\\b";
const VERDICT =
  "(?:false|wrong|incorrect|invalid|untrue|unproved|unproven|disproved|refuted|impossible|fail(?:s|ed)?|rejected|retracted|ignore|skip|scratch|" +
  `never ?mind|unsat\\w*|(?:not|cannot|can["'’]?t|(?:do|does|did|could|would|should|is|was)n["'’]?t|(?:do|does|did|could|would|should) not|never) ${PREDICATES}|` +
  "(?:no|not)$|(?<=\\bno )(?:such )?(?:plan|proof|solution|answer|step|model|assignment)s?\\b)";
const TAKES_BACK = new RegExp(`^\\W*${SUBJECT}${VERDICT}`, "i");
/** What is done to a step, or found of it, wherever in a remark it is said. */
const UNDONE =
  /\b(?:illegal|blocked|unnecessary|redundant|removed|deleted|dropped|omitted|left out|leave out|undone|cancell?ed|oops|discarded|unsupported|unjustified|assumed|withdrawn?|withdraws?|nope|excluded|unchosen|over budget|too expensive|typo|miscalculated|inaccurate|superseded|disregard(?:ed)?|unmet|not met|unverified|not required|un(?:do|satisfied|sound|true)|preconditions? (?:fails?|failed|(?:is |are )?violated)|missing premises?|still open|to be (?:shown|proved|proven)|can not be done)\b/i;
/** An order to take it back, and nothing but that. */
const ORDERED =
  /^\W*(?:please )?(?:drop|omit|delete|remove|exclude|undo|cancel|discard|retract|revert|flip|out|guess|error|mistake|can['’]?t)(?:[ \t]+(?:this|that|it|the (?:last|line|step|item)|one|last))*\W*$/i;
const CROSS = /[✗✘❌✖❎🚫⛔]/u;
/** What a remark says in one breath. */
const PARTS = /[.,;:!?()[\]{}#=→⇒|/\n]+|--|->|\b(?:but|and|because|since)\b/;
const LONGEST = 2_000;

/** True for a remark that says of what it stands behind that it is not so: `wrong`, `does not follow`, `✗`. */
export function takesBack(remark: string): boolean {
  const text = remark.slice(0, LONGEST);
  const isTaken = (part: string): boolean => TAKES_BACK.test(part) || ORDERED.test(part);
  return CROSS.test(text) || UNDONE.test(text) || text.split(PARTS).some((part) => isTaken(part.trim()));
}
