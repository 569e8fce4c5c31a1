/** What a name of a tag says: reasoning, reasoning or the heading of what is said behind an answer, or neither. */
export type ReasoningName = "reasoning" | "word" | null;

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");
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
  ...words(`
    plan notes note side_notes calculation calculations computation computations scratch scratchwork scratch_work rough rough_work
    work working workings working_out workspace exploration critique self_critique trial attempt attempts hypothesis
    hypotheses consideration considerations idea ideas memo trace wip drafts`),
  // What others call it.
  ...words(`
    pensamiento pensamientos razonamiento borrador pensamento pensamentos raciocinio raciocínio ragionamento pensiero pensieri
    gedanken gedankengang denken nachdenken überlegung überlegungen ueberlegung entwurf raisonnement pensée pensées réflexion
    réflexions analyse brouillon redenering resonemang tankar мысли мысль рассуждение рассуждения размышление размышления
    черновик 思考 思考过程 思考過程 思维 思維 思维过程 推理 推理过程 推理過程 分析 草稿 思索 考え 推論 생각 사고 추론 分析过程`),
];
/** Also without anything between the words: `<ThoughtProcess>`. */
const IS_WORD: ReadonlySet<string> = new Set([...WORDS, ...WORDS.map((word) => word.replaceAll("_", ""))]);
const SEVERAL: ReadonlySet<string> = new Set(["self_reflection", "step_by_step_reasoning", "internal_reasoning"]);
/** A word of a name that says thinking, whatever stands beside it: `self_reflection`, `deepthinking`. */
const SAYS =
  /(?:^|[_:.-])(?:\w*(?:think|thinking|thoughts?|reasoning)\d{0,2}|scratch(?:pad)?|cot|reflections?|ponder(?:ing)?|deliberate|rationale|monologue|deliberation|brainstorm(?:ing)?|planning|musings?|rumination|introspection|contemplation)(?:[_:.-]|$)/;
/** `longcat_think`, `mm:think`, `think_fast`: as models' makers name their tags. */
const VENDORS = /^(?:[a-z0-9]+[_:.-]think(?:ing)?|think[_:.-][a-z0-9]+)$/;
/** With one of these words a name says something else: what is handed in, that nothing is thought, or how much. */
const ELSE =
  /(?:^|[_:.-])(?:answers?|answered|final|finals|response|responses|output|outputs|solution|solutions|result|results|reply|input|inputs|action|actions|code|no|non|not|without|skip|off|disable[ds]?|hide|after|post|budget|effort|mode|level|tokens?|time|summary|tool|tools|user|system|question|prompt|task|problem|example|nothink\w*)(?:[_:.-]|$)/;
const ENDS = /(?:^|[_:.-])(?:end|ends|ended|eo|stop|close|suffix|done|finish|finished|exit)(?:[_:.-]|$)/;
const THINKING = "(?:think|thinking|thoughts?|reasoning|scratchpad|cot|reflection)";
/** The same without anything between the words: `endofthink`, `thinkend`. Begun so, a name says thinking as well. */
const GLUED_END = new RegExp(
  `^(?:(?:end|ends|stop|close|finish|exit|eo)_?(?:of)?_?${THINKING}|${THINKING}(?:end|stop|close|done))$`,
);
const GLUED = new RegExp(`^${THINKING}(?:start|begin|open|end|stop|close|done)$`);
/** The first word of a name in several words, as people write it: `<thought process>`. */
const IN_WORDS = /^(?:thought|thinking|reasoning|chain|inner|internal|self|step)$/;
const ALL_WORDS = /^[a-z]{4,9}(?: [a-z]{2,10}){1,4}(?=>)/;
const LONGEST = 40;

/** @param name in lower case. */
export function readReasoningName(name: string): ReasoningName {
  if (REASONING.has(name)) return "reasoning";
  if (IS_WORD.has(name)) return "word";
  if (name.length < 5 || name.length > LONGEST || !(SAYS.test(name) || GLUED.test(name)) || ELSE.test(name))
    return null;
  return VENDORS.test(name) ? "reasoning" : "word";
}

/** True for a name that says that reasoning ends: `end_of_thought`, `think_end`. */
export function saysEnd(name: string): boolean {
  return ENDS.test(name) || GLUED_END.test(name);
}

/** A name in several words at the beginning of a text, joined, with how long it is there; `null` where none says reasoning. */
export function nameInWords(first: string, text: string): { readonly name: string; readonly length: number } | null {
  if (!IN_WORDS.test(first)) return null;
  const words = ALL_WORDS.exec(text.toLowerCase())?.[0];
  const name = words?.replaceAll(" ", "_") ?? "";
  return words !== undefined && (IS_WORD.has(name) || SEVERAL.has(name)) ? { name, length: words.length } : null;
}
