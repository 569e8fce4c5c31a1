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
const CROSS = /[✗✘❌✖❎🚫⛔]/u;
/** What a remark says in one breath. */
const PARTS = /[.,;:!?()[\]{}#=→⇒|/\n]+|--|->|\b(?:but|and|because|since)\b/;
const LONGEST = 2_000;

/** True for a remark that says of what it stands behind that it is not so: `wrong`, `does not follow`, `✗`. */
export function takesBack(remark: string): boolean {
  const text = remark.slice(0, LONGEST);
  return CROSS.test(text) || text.split(PARTS).some((part) => TAKES_BACK.test(part.trim()));
}
