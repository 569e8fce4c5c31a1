/** A value as the calls of a question have it. */
type Shown = number | string | readonly number[];

/** One call, with words as numbers (a is 1). */
export interface ShownCall {
  readonly v: readonly number[];
  readonly other: readonly number[];
  readonly k: number;
  readonly result: readonly number[];
}

/** A function as a reader sees it: what it is called, what it takes and gives, and its calls. */
export interface ShownFunction {
  readonly name: string;
  readonly parameters: string;
  readonly gives: "list" | "number" | "word";
  readonly calls: readonly ShownCall[];
}

const HEAD = /^(\w+)\(([\w, ]+)\) takes .* and returns (a list|an integer|a text)/;
const GIVES = { "a list": "list", "an integer": "number", "a text": "word" } as const;

/** True for a question that shows calls of functions and asks for the functions. */
export function looksLikeInduction(question: string): boolean {
  return question.startsWith("Find the rule") && question.includes(" from calls and their results.");
}

/** The functions of a question, empty if none can be made out. */
export function readFunctions(question: string): ShownFunction[] {
  const functions: (ShownFunction & { readonly calls: ShownCall[] })[] = [];
  for (const line of question.split("\n")) {
    const [, name, parameters, gives] = HEAD.exec(line) ?? [];
    if (name !== undefined && parameters !== undefined && gives !== undefined) {
      functions.push({ name, parameters, gives: GIVES[gives as keyof typeof GIVES], calls: [] });
    }
    const last = functions.at(-1);
    const call = last === undefined || !line.startsWith(`${last.name}(`) ? null : readCall(line, last.name);
    if (call !== null) last?.calls.push(call);
  }
  return functions.filter(({ calls }) => calls.length > 0);
}

function readCall(line: string, name: string): ShownCall | null {
  const [call, result] = line.split(" == ");
  if (call === undefined || result === undefined) return null;
  try {
    const given = JSON.parse(`[${call.slice(name.length + 1, -1)}]`) as Shown[];
    const [first, second] = given;
    return {
      v: numbersOf(first ?? []),
      other: typeof second === "object" ? second : [],
      k: typeof second === "number" ? second : 0,
      result: numbersOf(JSON.parse(result) as Shown),
    };
  } catch (thrown) {
    // A prompt may hold anything; what is no JSON is no call.
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

function numbersOf(value: Shown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "string" ? Array.from(value, (letter) => letter.charCodeAt(0) - 96) : value;
}
