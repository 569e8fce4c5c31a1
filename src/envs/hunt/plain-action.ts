const VERB = "(ask|claim)";
const SET = "\\s{0,8}[:=]\\s{0,8}";
const NAME = "(?:action|verb|type|move|name|tool|tool_?name|function|function_?name|command)";
const ARGUMENTS = "(?:arguments|parameters|args|params|kwargs|(?:action[ _])?input)";
const CODES = "(?:codes?|digits|values?)";
/** `{"action": "ask", "codes": …`, `{"name": "ask", "arguments": {"codes": …`: the word that means something is the second one. */
const NAMED = new RegExp(
  `^(?:type${SET}function\\s{0,8},\\s{0,8})?(?:function${SET})?${NAME}${SET}${VERB}\\s{0,8}[,\\n]\\s{0,8}(?:${ARGUMENTS}${SET}(?:${CODES}${SET})?|${CODES}${SET})`,
);
/** The same the other way round. */
const NAMED_LAST = new RegExp(
  `^(?:${ARGUMENTS}${SET})?(?:${CODES}${SET})([\\d\\s,]{1,200}?)[,\\s]{1,8}${NAME}${SET}${VERB}[\\s,]{0,8}$`,
);
/** `<claim>01 23</claim>`, `<function=claim><parameter=codes>01 23</parameter></function>`, `<invoke name="claim">…`. */
const TAGGED =
  /^<(?:(ask|claim)|(?:function=|(?:invoke|function) name=["']?)(ask|claim)["']?)>\s{0,8}(?:<parameter(?:=| name=)["']?(?:codes?|digits|values?)["']?>)?([^<>]{1,200})(?:<\/parameter>)?\s{0,8}<\/(ask|claim|function|invoke)>$/;
const TOOL_CALL = /^<(tool_calls?|function_calls?)>([^]*)<\/\1>$/;
/** What says which action it is: `1. `, `turn 3:`, `action:`, `✅`, `I`. */
const PLACE =
  /^(?:\d{1,2}\.?\s{1,8}|(?:turn|step|action|move)\s{0,8}\d{0,2}\s{0,8}[.:=]\s{0,8}|i\s{1,8}|my final\s{1,8}|final\s{1,8})(?=ask\b|claim\b)/;
const SIGNS = /^(?:[✅✓✔☑➡→👉▶►][\ufe0f\s]{0,8}){1,4}|(?:[\ufe0f\s]{0,8}[✅✓✔☑]\ufe0f?){1,4}$/gu;
/** What may stand behind a claim in brackets, and says nothing else. */
const IN_BRACKETS =
  /\s{1,8}\((?:(?:this|that) is )?(?:my |the )?(?:final(?: (?:answer|claim))?|answer|sure|certain|confident|done)[.!]?\)$/;
const CHECKED = /^[-*•]\s{1,8}\[[x✓✔]\]\s{0,8}/;
/** A box that nobody has checked. */
const UNCHECKED = /^[-*•]?\s{0,8}\[\s{0,4}\]/;
/** `claim the codes: 01 23`. */
const NOUN =
  /^(ask|claim)[\s:=]{1,8}(?:(?:the|these|my|hidden|secret)\s{1,8}){0,3}(?:(?:codes|digits|values)\b(?:\s{1,8}are\b)?|code\s{0,8}[:=])/;
/** `code 1:`, as the question numbers its codes. */
const LABEL = /\bcode\s?#?(\d)\s?(?:[:=]|is\b)/g;

/**
 * A verb and digits without what a list, JSON, a call of a tool, or the numbers of the codes put around them; as it is where
 * nobody says that it is to be done.
 *
 * @param text in lower case.
 */
export function plainAction(text: string, codes: number): string {
  if (UNCHECKED.test(text)) return text;
  const called = withoutCall(text.replace(CHECKED, "").replace(IN_BRACKETS, "").replace(SIGNS, "").trim());
  const lines = called.split("\n").map((line) => line.trim());
  const numbered = lines.length === codes + 1 && codes > 1 && lines.every((line, at) => at === 0 || isItem(line, at));
  const items = numbered ? lines.map((line, at) => (at === 0 ? line : line.replace(/^\d[.)]/, ""))).join("\n") : called;
  const bare = items
    .replace(/^[-*•]\s+/, "")
    .replace(/\\(?=")/g, "")
    .replace(/["'`*()[\]{}]/g, " ")
    .replace(/\band\b/g, " ")
    .trim()
    .replace(NAMED, "$1 ")
    .replace(NAMED_LAST, "$2 $1")
    .replace(PLACE, "");
  const labels = Array.from(bare.matchAll(LABEL), ([, number]) => Number(number));
  const inOrder = labels.length === codes && labels.every((number, at) => number === at + 1);
  return inOrder ? bare.replace(LABEL, " ") : bare.replace(NOUN, "$1 ");
}

/** What a call of a tool in tags calls, and with what. */
function withoutCall(text: string): string {
  const inner = TOOL_CALL.exec(text)?.[2]?.trim() ?? text;
  const [, own, named, digits, closed] = TAGGED.exec(inner) ?? [];
  const verb = own ?? named;
  const isClosed = own === undefined ? closed === "function" || closed === "invoke" : closed === own;
  return verb === undefined || digits === undefined || !isClosed ? inner : `${verb} ${digits.trim()}`;
}

function isItem(line: string, number: number): boolean {
  return line.startsWith(`${number}. `) || line.startsWith(`${number}) `);
}
