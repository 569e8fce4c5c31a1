/** What a name of a tag says: reasoning, reasoning or the heading of what is said behind an answer, or neither. */
export type ReasoningName = "reasoning" | "word" | null;

/** Names of which the whole says it. */
const REASONING: ReadonlySet<string> = new Set([
  "thinking",
  "think",
  "thoughts",
  "thought",
  "reasoning",
  "scratchpad",
  "antthinking",
]);
/** Names that may as well be the heading of what is said behind an answer. */
const WORDS = [
  "analysis",
  "reflection",
  "reason",
  "rationale",
  "thought_process",
  "thinking_process",
  "reasoning_process",
  "chain_of_thought",
  "cot",
  "internal_monologue",
  "inner_monologue",
  "monologue",
  "internal_thoughts",
  "inner_thoughts",
  "deliberation",
  "reasoning_content",
  "thinking_content",
  "draft",
  "internal",
  "planning",
  "brainstorm",
  "brainstorming",
];
const IS_WORD: ReadonlySet<string> = new Set(WORDS);
/** A word of a name that says thinking, whatever stands beside it: `self_reflection`, `deepthinking`. */
const SAYS =
  /(?:^|[_:.-])(?:\w*(?:think|thinking|thoughts?|reasoning)\d{0,2}|scratchpad|cot|reflections?|rationale|monologue|deliberation|brainstorm(?:ing)?|planning|musings?|rumination|introspection|contemplation)(?:[_:.-]|$)/;
/** `longcat_think`, `mm:think`, `think_fast`: as models' makers name their tags. */
const VENDORS = /^(?:[a-z0-9]+[_:.-]think(?:ing)?|think[_:.-][a-z0-9]+)$/;
/** With one of these words a name says something else: what is handed in, that nothing is thought, or how much. */
const ELSE =
  /(?:^|[_:.-])(?:answers?|answered|final|finals|response|responses|output|outputs|solution|solutions|result|results|reply|input|inputs|action|actions|code|no|non|not|without|skip|off|disable[ds]?|hide|after|post|budget|effort|mode|level|tokens?|time|summary|tool|tools|user|system|question|prompt|task|problem|example|nothink\w*)(?:[_:.-]|$)/;
const ENDS = /(?:^|[_:.-])(?:end|ends|ended|stop|close|suffix|done)(?:[_:.-]|$)/;
const LONGEST = 40;

/** @param name in lower case. */
export function readReasoningName(name: string): ReasoningName {
  if (REASONING.has(name)) return "reasoning";
  if (IS_WORD.has(name)) return "word";
  if (name.length < 5 || name.length > LONGEST || !SAYS.test(name) || ELSE.test(name)) return null;
  return VENDORS.test(name) ? "reasoning" : "word";
}

/** True for a name that says that reasoning ends: `end_of_thought`, `think_end`. */
export function saysEnd(name: string): boolean {
  return ENDS.test(name);
}
