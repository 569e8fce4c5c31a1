import { repeatedName } from "../../../core/index.ts";
import { plainCall } from "../../extract/index.ts";

const VERBS: ReadonlySet<string> = new Set(["read", "grep", "edit", "run", "test", "submit", "done"]);
const WRAPPED = /^<(tool_calls?|function_calls?)>/;
const BEFORE = /^(?:\[TOOL_CALLS\]|<\|(?:python_tag|tool_call)\|>)\s{0,8}/;
const NAMED_TAG = /^<(?:function=|(?:invoke|function) name=)["']?([a-z]{3,6})["']?>/;
const OWN_TAG = /^<([a-z]{3,6})((?:\s{1,8}[a-z_]{1,20}=(?:"[^"<>\n]{0,200}"|'[^'<>\n]{0,200}')){0,4})\s{0,4}(\/?)>/;
const ATTRIBUTE = /([a-z_]{1,20})=(?:"([^"]*)"|'([^']*)')/g;
const PARAMETER = /^<(?:parameter(?:=| name=)["']?([a-z_]{1,20})["']?|([a-z_]{1,20}))>/;
/** `read("a/b.py")`, `run()`. */
const CALL = /^([a-z]{3,6})\(\s{0,8}(?:([a-z_]{1,20})\s{0,4}=\s{0,4})?(["'`]?)([^"'`()\n]{0,200})\3\s{0,8}\)$/i;
/** `read {"path": …}`; what `grep` looks for may be such a text. */
const WITH_OBJECT = /^(read|edit|run|test|submit|done)\s{0,4}:?\s{0,8}(?=\{)/i;
/** What a call without names gives, in this order. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  read: ["path", "start", "end"],
  edit: ["path", "old", "new"],
  grep: ["text"],
};
/** How some hosts call a tool by its whole name. */
const OF_FUNCTIONS = /^(?:functions?|tools?|default_api)\./;
/** `Action: read` and its input on a line of its own. */
const OBSERVED = /\n\s{0,8}observation\s{0,4}:\s{0,8}$/i;
const INPUT = /^action[ _]input\s{0,4}[:=]\s{0,8}/i;
const MOST_LAYERS = 4;

const NAME = /^(?:action|verb|type|move|name|tool|tool_?name|function|function_?name|command)$/;
const ARGUMENTS = /^(?:arguments|parameters|args|params|kwargs|(?:action_)?input)$/;
/** What says nothing of what is done. */
const SAYS_NOTHING = /^(?:id|call_id|tool_call_id|index)$/;
const PATH = /^(?:path|file|module|file_?path|file_?name)$/;
const LINES = /^(?:lines?|range|line_range)$/;
const FROM = /^(?:from|start|start_line|from_line|first)$/;
const TO = /^(?:to|end|end_line|to_line|last)$/;
const TEXT = /^(?:text|pattern|query|search|string)$/;
const PATCH = /^(?:patch|patches|edits?|diff|text|content|input)$/;
const OLD = /^(?:old(?:_?(?:str|string|text|lines))?|search)$/;
const NEW = /^(?:new(?:_?(?:str|string|text|lines))?|replace(?:ment)?)$/;

type Fields = readonly (readonly [name: string, value: unknown])[];

/**
 * The action that a call of a tool says, as it is written without one: JSON as many hosts write it, or tags. The text as it is
 * where it is no call, `null` where it is one of which nobody can say what it does: a name that comes twice, or one that says more.
 */
export function calledTool(action: string): string | null {
  let text = withoutInput(action.trim().replace(OBSERVED, ""));
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const bare = plainCall(text, PLACES).replace(BEFORE, "");
    const wrapper = WRAPPED.exec(bare)?.[1];
    const end = wrapper === undefined ? "" : `</${wrapper}>`;
    if (wrapper !== undefined && !bare.endsWith(end)) return null;
    const inner = wrapper === undefined ? bare : bare.slice(wrapper.length + 2, -end.length).trim();
    if (inner === text) break;
    text = inner;
  }
  if (/^[{[]/.test(text) && /[}\]]$/.test(text)) return fromJson(text) ?? (text.startsWith("{") ? null : text);
  const [begun = "", told = ""] = WITH_OBJECT.exec(text) ?? [];
  if (begun !== "" && text.endsWith("}")) return written(told.toLowerCase(), parsed(text.slice(begun.length)));
  if (NAMED_TAG.test(text) || OWN_TAG.test(text)) return fromTags(text);
  const [, verb = "", key, , argument = ""] = CALL.exec(text) ?? [];
  if (!VERBS.has(verb.toLowerCase())) return text;
  return written(verb.toLowerCase(), argument.trim() === "" ? [] : key === undefined ? argument : [[key, argument]]);
}

/** `read` with its input on the next line, as one line. */
function withoutInput(text: string): string {
  const [first = "", ...rest] = text.split("\n");
  const said = rest.join("\n").trimStart();
  if (!VERBS.has(first.trim().toLowerCase()) || !INPUT.test(said)) return text;
  const input = said.replace(INPUT, "").trim();
  const fields = /^\{/.test(input) ? parsed(input) : /^(?:none|null|n\/a|)$/i.test(input) ? [] : input;
  return (fields !== null && written(first.trim().toLowerCase(), fields)) || text;
}

function fromJson(text: string): string | null {
  let fields = parsed(text);
  for (let layer = 0; layer < MOST_LAYERS && fields !== null; layer += 1) {
    const [name, value] = fields.length === 1 ? (fields[0] as Fields[number]) : ["", null];
    if (fields.length === 1 && VERBS.has(name)) return written(name, fieldsOf(value));
    const own = fields.filter(([key]) => !SAYS_NOTHING.test(key));
    const inner =
      own.find(([key, held]) => key === "function" && isHeld(held)) ?? own.find(([key]) => key === "tool_calls");
    if (inner === undefined) return fromFields(own);
    const isPlain = own.every(([key, held]) => key === inner[0] || (key === "type" && held === "function"));
    fields = isPlain ? objectIn(inner[1]) : null;
  }
  return null;
}

function fromFields(fields: Fields): string | null {
  const named = fields.filter(
    ([key, value]) => NAME.test(key) && !(key === "type" && /^(?:function|tool_use)$/.test(String(value))),
  );
  const rest = fields.filter(([key]) => !NAME.test(key));
  const [name] = named;
  if (name === undefined || named.length > 1 || typeof name[1] !== "string") return null;
  const verb = name[1].trim().toLowerCase().replace(OF_FUNCTIONS, "");
  if (!VERBS.has(verb)) return rest.length === 0 && isLine(name[1]) ? name[1] : null;
  const held = rest.filter(([key]) => ARGUMENTS.test(key));
  if (held.length === 0) return written(verb, rest);
  return rest.length === 1 ? written(verb, fieldsOf(held[0]?.[1])) : null;
}

function fromTags(text: string): string | null {
  const [named, own] = [NAMED_TAG.exec(text), OWN_TAG.exec(text)];
  const verb = named?.[1] ?? own?.[1] ?? "";
  if (!VERBS.has(verb)) return text;
  const begun = (named ?? own)?.[0].length ?? 0;
  const fields: [string, string][] = Array.from(
    (named === null ? (own?.[2] ?? "") : "").matchAll(ATTRIBUTE),
    ([, key = "", one, other]) => [key, one ?? other ?? ""],
  );
  if (own?.[3] === "/") return begun === text.length ? written(verb, fields) : null;
  const end = named === null ? `</${verb}>` : text.startsWith("<invoke") ? "</invoke>" : "</function>";
  if (!text.endsWith(end)) return null;
  let rest = text.slice(begun, -end.length).trim();
  if (!rest.startsWith("<") || rest.startsWith("<<<")) {
    if (fields.length > 0) return written(verb, rest === "" ? fields : [...fields, ["patch", rest]]);
    return written(verb, rest === "" ? [] : fieldsOf(rest));
  }
  while (rest !== "") {
    const [tag = "", said, word] = PARAMETER.exec(rest) ?? [];
    const close = tag === "" ? -1 : rest.indexOf(`</${said === undefined ? (word ?? "") : "parameter"}>`);
    if (close === -1) return null;
    fields.push([said ?? word ?? "", rest.slice(tag.length, close).replace(/^\n|\n$/g, "")]);
    rest = rest.slice(rest.indexOf(">", close) + 1).trimStart();
  }
  return written(verb, fields);
}

/** An action in words; `null` where a field is not one of the tool's, or comes twice. */
function written(verb: string, given: Fields | string | null): string | null {
  if (given === null) return null;
  if (typeof given === "string") return verb === "edit" || isLine(given) ? `${verb} ${given}` : null;
  if (verb === "read") return readOf(given);
  if (verb === "edit") return editOf(given);
  const [[, value] = ["", ""]] = given;
  if (verb === "grep") {
    const isText = given.length === 1 && TEXT.test(given[0]?.[0] ?? "") && typeof value === "string" && isLine(value);
    return isText ? `grep "${value}"` : null;
  }
  if (given.length === 0) return verb;
  return given.length === 1 && (typeof value === "string" || typeof value === "number") && isLine(String(value))
    ? `${verb} ${value}`.trim()
    : null;
}

function readOf(fields: Fields): string | null {
  const [path, lines, from, to] = [PATH, LINES, FROM, TO].map((key) => only(fields, key));
  const known = [path, lines, from, to].filter((one) => one !== undefined).length;
  if (typeof path !== "string" || !isLine(path) || /\s/.test(path.trim()) || known !== fields.length) return null;
  if (lines !== undefined && (from !== undefined || to !== undefined)) return null;
  const range = lines === undefined ? [from, to] : Array.isArray(lines) ? (lines as unknown[]) : [lines];
  const said = range.filter((one) => one !== undefined && one !== null);
  if (from === undefined && to !== undefined) said.unshift(1);
  const texts = said.flatMap((one) => (typeof one === "number" || typeof one === "string" ? [String(one)] : []));
  const isRange = texts.length === said.length && texts.length <= 2 && texts.every(isLine);
  return isRange ? `read ${path.trim()} ${texts.join("-")}`.trim() : null;
}

function editOf(fields: Fields): string | null {
  const path = only(fields, PATH);
  if (typeof path !== "string" || !isLine(path)) return null;
  const [old, piece] = [only(fields, OLD), only(fields, NEW)];
  const rest = fields.filter(([key]) => !PATH.test(key));
  if (typeof old === "string" && typeof piece === "string" && rest.length === 2) {
    // Lines end with a break, and marks stand on lines of their own.
    const [before, after] = [old, piece].map((text) => text.replace(/\r\n/g, "\n").replace(/\n$/, ""));
    return `edit ${path}\n<<<<<<<\n${before}\n=======\n${after === "" ? "" : `${after}\n`}>>>>>>>`;
  }
  const patch = rest.length === 1 && PATCH.test(rest[0]?.[0] ?? "") ? rest[0]?.[1] : null;
  const patches: readonly unknown[] = Array.isArray(patch) ? patch : [patch];
  return patches.every((one) => typeof one === "string") ? `edit ${path}\n${patches.join("\n")}` : null;
}

/** The only value of a key; `undefined` where there is none or are several. */
function only(fields: Fields, key: RegExp): unknown {
  const found = fields.filter(([name]) => key.test(name));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

function isLine(text: string): boolean {
  return text.trim() !== "" && !/[\r\n]/.test(text.trim());
}

function isHeld(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** What the arguments of a call hold: an object, one as JSON text, or a text. */
function fieldsOf(value: unknown): Fields | string | null {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value === "string") return value.trim().startsWith("{") ? parsed(value) : value;
  if (Array.isArray(value))
    return value.length === 1 && typeof value[0] === "string" ? value[0] : value.length === 0 ? [] : null;
  return objectIn(value);
}

/** The fields of the one object that a text holds, in which no name comes twice. */
function parsed(text: string): Fields | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return repeatedName(text) === null ? objectIn(value) : null;
}

function objectIn(value: unknown): Fields | null {
  const one = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  return typeof one === "object" && one !== null && !Array.isArray(one) ? Object.entries(one) : null;
}
