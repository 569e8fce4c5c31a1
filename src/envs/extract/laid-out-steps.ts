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
const RULE = /^\|[|:\s-]{1,200}\|$/;

/** Steps in lower case that a list of JSON objects holds, as texts: `{"action": "lift", "args": ["a", "b"]}` as `"lift(a, b)"`. */
export function objectsAsCalls(text: string): string {
  return text.replace(OBJECT, (_, step: string | undefined, name: string, words: string) => {
    return `"${step === undefined ? "" : `step ${step}: `}${name}(${words.replaceAll('"', "")})"`;
  });
}

/** The rows of a table with a step in each, as lines: `| 1 | lift(a, b) | it is free |` as `1. lift(a, b) # it is free`. */
export function rowsAsLines(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length < 2 || !lines.every((line) => line.startsWith("|") && line.endsWith("|"))) return text;
  const isHeaded = RULE.test(lines[1] ?? "");
  const rows = lines.slice(isHeaded ? 2 : 0);
  if (rows.some((row) => RULE.test(row))) return text;
  return rows
    .map((row) => {
      const cells = row
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim());
      const number = /^\d{1,6}[.)]?$/.test(cells[0] ?? "") ? parseInt(cells.shift() ?? "", 10) : null;
      const [step = "", ...others] = cells;
      const remark = others.filter((cell) => cell !== "").join(" ");
      return `${number === null ? "" : `${number}. `}${step}${remark === "" ? "" : ` # ${remark}`}`;
    })
    .join("\n");
}
