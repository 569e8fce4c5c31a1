const WORD = "[a-z][a-z0-9_-]{0,63}";
const QUOTED = `"${WORD}"`;
/** `{"step": 1, "action": "lift", "args": ["a", "b"]}`. */
const OBJECT = new RegExp(
  `\\{\\s{0,8}(?:"(?:step|line|number)"\\s{0,8}:\\s{0,8}(\\d{1,6})\\s{0,8},\\s{0,8})?` +
    `"(?:action|operator|name|step|relation|predicate|fact)"\\s{0,8}:\\s{0,8}"(${WORD})"\\s{0,8},\\s{0,8}` +
    `"(?:args|arguments|params|parameters|objects|constants)"\\s{0,8}:\\s{0,8}` +
    `\\[\\s{0,8}(${QUOTED}(?:\\s{0,8},\\s{0,8}${QUOTED}){0,16})\\s{0,8}\\]\\s{0,8}\\}`,
  "g",
);

/** Steps in lower case that a list of JSON objects holds, as texts: `{"action": "lift", "args": ["a", "b"]}` as `"lift(a, b)"`. */
export function objectsAsCalls(text: string): string {
  return text.replace(OBJECT, (_, step: string | undefined, name: string, words: string) => {
    return `"${step === undefined ? "" : `step ${step}: `}${name}(${words.replaceAll('"', "")})"`;
  });
}
