import { calledInPython, MOST_ARGUMENTS, type Places } from "./python-call.ts";

const NAME = "([a-z_]{1,40})";
const JSON_TEXT = "(\\{[^]*\\}|)";
/** The signs that models have for a call, each with a name and its arguments as JSON text. */
const SIGNS: readonly RegExp[] = [
  // DeepSeek: V3 and R1 put the arguments into a fence, V3.1 does not.
  new RegExp(
    `^(?:<\\|tool_calls_begin\\|>\\s{0,8})?<\\|tool_call_begin\\|>(?:function<\\|tool_sep\\|>)?${NAME}(?:\\s{0,8}<\\|tool_sep\\|>)?\\s{0,8}(?:\`\`\`json\\s{0,8})?${JSON_TEXT}\\s{0,8}(?:\`\`\`\\s{0,8})?<\\|tool_call_end\\|>(?:\\s{0,8}<\\|tool_calls_end\\|>)?$`,
  ),
  // Kimi K2.
  new RegExp(
    `^(?:<\\|tool_calls_section_begin\\|>\\s{0,8})?<\\|tool_call_begin\\|>\\s{0,8}(?:functions\\.)?${NAME}(?::\\d{1,6})?\\s{0,8}<\\|tool_call_argument_begin\\|>\\s{0,8}${JSON_TEXT}\\s{0,8}<\\|tool_call_end\\|>(?:\\s{0,8}<\\|tool_calls_section_end\\|>)?$`,
  ),
  // Mistral, since its tokenizer's version 11.
  new RegExp(`^\\[TOOL_CALLS\\]\\s{0,8}${NAME}(?:\\[CALL_ID\\]\\w{1,20})?(?:\\[ARGS\\])?\\s{0,8}${JSON_TEXT}$`),
];
/** DeepSeek writes its signs with a wide bar and a low block. */
const WIDE = /<[｜|][^<>\n]{1,40}[｜|]>|<\/?[｜|]DSML[｜|](?=[a-z_])/g;
/** MiniMax and DeepSeek V3.2 put their name before tags that others have too. */
const OWN_NAME = /(<\/?)(?:minimax:|\|DSML\|)(?=(?:tool_calls?|function_calls?|invoke|parameter)\b)/g;
const IS_TEXT = /(<parameter name="[a-z_]{1,20}") string="(?:true|false)"(?=>)/g;
const PAIRED = new RegExp(`^(<tool_call>)?\\s{0,8}${NAME}\\s{0,8}((?:<arg_key>[^]*?)?)(</tool_call>)?$`);
const PAIR = /^\s{0,8}<arg_key>\s{0,8}([a-z_]{1,20})\s{0,8}<\/arg_key>\s{0,8}<arg_value>/;
const PAIR_END = "</arg_value>";

/**
 * A call of one tool in the signs of GLM, DeepSeek, Kimi or Mistral, or as Python, as `{"name": …, "arguments": {…}}`;
 * tags under a maker's own name as those that all write. Any other text as it is.
 *
 * @param places names of arguments that are given without one, for each tool.
 * @example plainCall('<|tool_call_begin|>functions.run:0<|tool_call_argument_begin|>{}<|tool_call_end|>'); // {"name": "run", …
 */
export function plainCall(action: string, places: Places = {}): string {
  const text = action
    .replace(WIDE, (sign) => sign.replaceAll("｜", "|").replaceAll("▁", "_"))
    .replace(OWN_NAME, "$1")
    .replace(IS_TEXT, "$1")
    .trim();
  for (const sign of SIGNS) {
    const [, name, held] = sign.exec(text) ?? [];
    if (name !== undefined) return `{"name": ${JSON.stringify(name)}, "arguments": ${held || "{}"}}`;
  }
  const inPython = calledInPython(text, places);
  return paired(text) ?? (inPython === null ? text : asJson(...inPython));
}

/** `<tool_call>read`, then `<arg_key>path</arg_key>` and `<arg_value>a/b.py</arg_value>` for each argument. */
function paired(text: string): string | null {
  const [, open, name = "", pairs = "", close] = PAIRED.exec(text) ?? [];
  if (name === "" || (open === undefined) !== (close === undefined) || (open === undefined && pairs === ""))
    return null;
  const held: [string, string][] = [];
  let rest = pairs.trim();
  while (rest !== "") {
    const [tag = "", key = ""] = PAIR.exec(rest) ?? [];
    const end = tag === "" ? -1 : rest.indexOf(PAIR_END, tag.length);
    if (end === -1 || held.length === MOST_ARGUMENTS) return null;
    held.push([key, JSON.stringify(rest.slice(tag.length, end))]);
    rest = rest.slice(end + PAIR_END.length).trim();
  }
  return asJson(name, held);
}

/** Names stay as often as they stand there: one that comes twice is told by who reads the JSON. */
function asJson(name: string, held: readonly (readonly [string, string])[]): string {
  const members = held.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(", ");
  return `{"name": ${JSON.stringify(name)}, "arguments": {${members}}}`;
}
