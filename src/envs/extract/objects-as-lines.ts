import { countNames } from "./count-names.ts";
import { isPlainText } from "./forbidden-character.ts";

const WORD = /^[a-z][a-z0-9_-]{0,63}$/;
const OF_NUMBERS = /^(?:step|line|number|no|n|id|index|order|place|#|t|time)$/;
const OF_WORDS = /^(?:args?|arguments?|params?|parameters?|objects?|constants?|terms?)$/;
const OF_WORD = /^(?:arg|argument|param|parameter|object|obj|constant|term)[ _-]?(\d{1,2})$/;
/** `3`, `step 3`, `line_3`. */
const OF_A_NUMBER = /^(?:(?:step|line|action|move)[ _-]?)?(\d{1,6})$/;
/** Letters of parameters, by which words have an order. */
const LETTER = /^\??[a-z]$/;
const KEYS = /"((?:[^"\\]|\\.)*)"(\s*:)?/g;
const MARKS = /[()[\]{};"'#\n]+/g;

/** Which keys of an object hold the step, or its name, and which hold what may be remarked on it. */
export interface StepKeys {
  readonly step: RegExp;
  readonly remark: RegExp;
}

/**
 * Steps in lower case that JSON objects hold, as lines: `{"step": 1, "fact": "p(a, b)", "rule": 3}` as `1. p(a, b) # rule 3`. In a
 * list, an object a line, or one object whose names are the numbers of the steps. What an object says besides, or says
 * twice, might change what it means: such texts stay as they are.
 */
export function objectsAsLines(text: string, keys: StepKeys): string {
  const objects = objectsIn(text.trim());
  if (objects === null) return text;
  const lines = objects.map((object) => lineOf(object, keys));
  return lines.includes(null) ? text : lines.join("\n");
}

function objectsIn(text: string): readonly object[] | null {
  if (!/^[[{]/.test(text) || !/[\]}]$/.test(text) || !text.includes(":")) return null;
  const json = text.includes('"') ? text : text.replaceAll("'", '"');
  // Texts as keys count those of which JSON keeps only the last.
  const named = Array.from(json.matchAll(KEYS), ([, key = "", colon]) => (colon === undefined ? [] : [key])).flat();
  const value = parsed(json) ?? parsed(`[${json.replace(/\}\s*,?\s*\{/g, "},{")}]`);
  if (value === null || countNames(value) !== named.length) return null;
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? value : null;
  if (!isObject(value)) return null;
  const numbers = named.map((key) => Number(OF_A_NUMBER.exec(key)?.[1]));
  const isNumbered = named.length > 0 && numbers.every((number, at) => number === at + (numbers[0] ?? NaN));
  return isNumbered
    ? Object.entries(value).map(([step, said]) => ({
        step: Number(OF_A_NUMBER.exec(step)?.[1]),
        action: said as unknown,
      }))
    : [value];
}

function parsed(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    // Escapes are read only here, and bring in what the text itself may not hold.
    return json.includes("\\u") && !isPlainText(textOf(value)) ? null : value;
  } catch {
    return null;
  }
}

/** All names and texts of a value. */
function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value === "string" ? value : "";
  return Object.entries(value)
    .map(([name, held]) => `${name} ${textOf(held)}`)
    .join(" ");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lineOf(object: object, keys: StepKeys): string | null {
  let number: string | null = null;
  let step: string | null = null;
  let words: readonly string[] | null = null;
  const remarks: string[] = [];
  const entries = Object.entries(object) as [string, unknown][];
  for (const [key, value] of entries) {
    const isNumber = typeof value === "number" || (typeof value === "string" && /^\d{1,6}$/.test(value));
    if (number === null && OF_NUMBERS.test(key) && isNumber) number = String(value);
    else if (step === null && (keys.step.test(key) || key === "action") && stepOf(value) !== null) step = stepOf(value);
    else if (words === null && OF_WORDS.test(key)) {
      words = wordsOf(value);
      if (words === null) return null;
    } else if (OF_WORD.test(key) && typeof value === "string" && WORD.test(value)) {
      if (Number(OF_WORD.exec(key)?.[1]) > (words?.length ?? 0) + 1) return null;
      words = [...(words ?? []), value];
    } else if (keys.remark.test(key)) {
      const said = plain(value);
      if (said === null) return null;
      remarks.push(typeof value === "number" ? `${key.replaceAll("_", " ")} ${said}` : said);
    } else if (step === null && words === null && entries.length === 1 && WORD.test(key)) {
      step = key;
      words = wordsOf(value);
      if (words === null) return null;
    } else return null;
  }
  if (step === null || step.includes("\n") || (words !== null && !(WORD.test(step) && words.length > 0))) return null;
  const said = words === null ? step : `${step}(${words.join(", ")})`;
  return `${number === null ? "" : `${number}. `}${said}${remarks.length === 0 ? "" : ` # ${remarks.join(", ")}`}`;
}

/** A text, or a list of words as one. */
function stepOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim();
  const words = Array.isArray(value) ? wordsOf(value) : null;
  return words === null || words.length < 2 ? null : `(${words.join(" ")})`;
}

/** Words of a list, of a text, or of an object with names in their order. */
function wordsOf(value: unknown): readonly string[] | null {
  if (typeof value === "string") {
    const words = value
      .replace(/^\s*[([](.*)[)\]]\s*$/, "$1")
      .trim()
      .split(/[\s,]+/);
    return words.every((word) => WORD.test(word)) ? words : null;
  }
  if (!isObject(value) && !Array.isArray(value)) return null;
  const given = Object.keys(value);
  const areLetters = !Array.isArray(value) && given.every((name) => LETTER.test(name));
  const names = areLetters ? given.sort() : given;
  const words = Array.isArray(value) ? (value as unknown[]) : names.map((name) => value[name as keyof typeof value]);
  const inOrder = Array.isArray(value) || names.every((name, at) => at === 0 || name > (names[at - 1] ?? ""));
  return inOrder && words.every((word) => typeof word === "string" && WORD.test(word)) ? (words as string[]) : null;
}

/** What a remark says, in words and numbers; what brackets group is said all the same. */
function plain(value: unknown): string | null {
  const all = Array.isArray(value)
    ? (value as unknown[]).flat()
    : isObject(value)
      ? Object.entries(value).flatMap(([name, own]) => [name, own as unknown])
      : [value];
  const isPlain = all.every((one) => ["string", "number", "boolean"].includes(typeof one));
  return isPlain ? all.join(", ").replace(MARKS, " ").trim() : null;
}
