import { plainText, taggedAnswer, withoutHeading, withoutName } from "./tagged-answer.ts";

/** What a judge says of one answer. */
export interface SecondVerdict {
  readonly score: 0 | 1;
  readonly reason: string;
}

const SIGN = "(?::=|==|=>|->|=|:|→|←)";
const PAIR = new RegExp(
  `^["'\`]?(?:[xv]_?|variable )?(\\d+)["'\`]?(?:\\s*${SIGN}\\s*["'\`]?([a-z0-9]+)["'\`]?|\\s*\\((true|false)\\))(?=$|[\\s,;)\\]}])`,
  "i",
);
const LITERAL = /^["'`]?([+-]?)(?:[xv]_?)?(\d+)["'`]?(?=$|[\s,;)\]}])/i;
const SEPARATORS = /^(?:[\s,;[\](){}∧]|and )+/;
const VALUES: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  "1": true,
  false: false,
  f: false,
  "0": false,
  yes: true,
  no: false,
};

/** SAT, judged from the prompt and from docs/environments-levels.md alone. */
export function judgeSat(prompt: string, completion: string): SecondVerdict {
  const taken = taggedAnswer(completion, "answer");
  if (!taken.found) return zero(taken.reason);
  const variables = Number(/variables x1 to x(\d+)/.exec(prompt)?.[1]);
  if (/^c .*(?:\bunsat|no solution)/im.test(taken.answer)) return zero("claimed_unsatisfiable");
  const said = boxed(withoutName(withoutHeading(plainText(taken.answer))));
  if (said === null) return zero("bad_token");
  const words = /^\[((?:true|false)(?:, (?:true|false))*)\]$/i.exec(said)?.[1]?.split(", ") ?? [];
  const text = bare(words.length === variables ? words.map((word, at) => `x${at + 1}=${word}`).join("\n") : said);
  if (/^unsat(isfiable)?$/i.test(text)) return zero("claimed_unsatisfiable");
  const values = new Map<number, boolean>();
  const kinds = new Set<string>();
  let rest = text.replace(SEPARATORS, "");
  while (rest !== "") {
    const pair = PAIR.exec(rest);
    const found = pair ?? LITERAL.exec(rest);
    if (found === null) return zero("bad_token");
    rest = rest.slice(found[0].length).replace(SEPARATORS, "");
    if (pair === null && found[1] === "" && found[2] === "0") {
      if (rest !== "") return zero("text_after_end");
      break;
    }
    const variable = Number(pair === null ? found[2] : found[1]);
    const value = pair === null ? found[1] !== "-" : VALUES[(pair[2] ?? pair[3] ?? "").toLowerCase()];
    if (value === undefined) return zero("bad_value");
    if (variable < 1 || variable > variables) return zero("unknown_variable");
    if (values.has(variable)) return zero("repeated_variable");
    kinds.add(pair !== null ? "pair" : found[1] === "" ? "bare" : "signed");
    if (kinds.has("pair") && kinds.has("bare")) return zero("mixed_forms");
    values.set(variable, value);
  }
  if (values.size < variables) return zero("missing_variables");
  const clauses = prompt.split("\n").filter((line) => /^-?\d+( -?\d+)*$/.test(line));
  if (clauses.length === 0) throw new Error("The prompt has no clauses.");
  const holds = clauses.every((line) => line.split(" ").some((word) => values.get(Math.abs(+word)) === +word > 0));
  return holds ? { score: 1, reason: "correct" } : zero("unsatisfied_clauses");
}

/** Boxes before names as values; `null` where a box that is not checked is before a value. Marks behind names are words. */
function boxed(text: string): string | null {
  const lines = text.split("\n");
  if (lines.every((line) => /^- \[[x ]\] x\d+$/.test(line))) {
    return lines.map((line) => `${line.slice(6)}=${line.startsWith("- [x]") ? "T" : "F"}`).join("\n");
  }
  if (/^- \[ \]/m.test(text)) return null;
  return text.replace(/^(x\d+) ([✅❌])$/gm, (_, name: string, mark: string) => `${name}=${mark === "✅" ? "T" : "F"}`);
}

/** Without what lays it out: bullets, numbers that count up, lines of a table, the `v` of solvers. */
function bare(text: string): string {
  let lines = byValue(across(text))
    .replace(/(?:[~!]|not )(?=[xv])|¬ ?/gi, "-")
    .replace(/^\(?(\d+)(?:[.)] (?=(?:true|false|t|f)$)| (?=(?:true|false)$))/gim, "$1=")
    .split("\n")
    .map((line) => line.trim());
  lines = lines
    .filter((line) => !/^c\b/.test(line))
    .filter((line, at) => at > 0 || !/^(?:s )?sat(?:isfiable)?$/i.test(line));
  lines = lines.filter((line) => line !== "" && !/^\|?[\s|:-]*--[\s|:-]*$/.test(line) && !/^\| *variable/i.test(line));
  if (lines.length > 1 && lines.every((line) => /^[*•] /.test(line))) lines = lines.map((line) => line.slice(2));
  if (lines.length > 1 && lines.every((line, index) => line.startsWith(`${index + 1}. `))) {
    lines = lines.map((line) => line.replace(/^\d+\. /, ""));
  }
  return lines.map((line) => rowOfTable(line).replace(/^v (?=[-\d])/, "")).join("\n");
}

/** A row of names over one of values, as pairs. */
function across(text: string): string {
  const rows = text.split("\n").filter((line) => !/^\|[-|]+$/.test(line.trim()));
  const [names = [], values = [], ...others] = rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const isTable = others.length === 0 && names.length > 0 && names.length === values.length;
  if (!isTable || !names.every((name) => /^x\d+$/.test(name)) || !values.every((value) => /^(?:[TF01])$/.test(value)))
    return text;
  return names.map((name, at) => `${name}=${values[at] ?? ""}`).join("\n");
}

/** A list for each value, as pairs. */
function byValue(text: string): string {
  // The blank behind the last colon is gone where its list is empty.
  const lists = /^true: ([^:]*)\nfalse:(?: ([^:]*))?$/i.exec(text);
  if (lists === null) return text;
  const pairs = (list: string, value: string) =>
    list.split(/[, ]+/).map((name) => (name === "" ? "" : `${name}=${value}`));
  return [...pairs(lists[1] ?? "", "T"), ...pairs(lists[2] ?? "", "F")].join("\n");
}

/** A row of a table as a pair. */
function rowOfTable(line: string): string {
  const cells = /^\|([^|]*)\|([^|]*)\|$/.exec(line);
  return cells === null ? line : `${(cells[1] as string).trim()}: ${(cells[2] as string).trim()}`;
}

function zero(reason: string): SecondVerdict {
  return { score: 0, reason };
}
