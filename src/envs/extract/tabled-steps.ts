const WORD = /^[a-z][a-z0-9_-]{0,63}$/;
const RULE = /^\|[|:\s-]{1,200}\|$/;
const NUMBER = /^\d{1,6}[.)]?$/;
const OF_NAMES = /^(?:(?:action|operator|relation|predicate)(?: name)?|step|move|command|name)s?$/;
const OF_WORDS = /^(?:args?|arguments?|params?|parameters?|objects?|constants?)$/;
const OF_WORD =
  /^(?:(?:arg|argument|param|parameter|object|obj|constant)[ _-]?#?(\d)|\??([a-z])|(first|second|third|fourth) (?:arg|argument|parameter|object|constant))$/;
const OF_REMARKS =
  /^(?:why|reason|notes?|remarks?|comments?|explanation|effects?|preconditions?|results?|states?|justification|status|ok|valid|check|rules?|from|because|cost|duration|time)\??$/;
/** What stands there would be another plan. */
const OF_OTHERS = /\b(?:instead|alternatives?|or|options?|not|wrong)\b/;
const ORDINALS = ["first", "second", "third", "fourth"];
const NOTHING = /^(?:-{1,3}|n\/a|none)?$/;
const HEAD_OF_COMMAS =
  /^(?:(?:step|line|number|no\.?|#)[ \t]{0,8},[ \t]{0,8})?(?:action|operator|relation|predicate)[ \t]{0,8},/;
const MARKS = /[*`"']/g;

type Cells = readonly string[];

/**
 * The rows of a table with a step in each, as lines: `| 1 | lift(a, b) | it is free |` as `1. lift(a, b) # it is free`, also where
 * what the step is done with has columns of its own, `| 1 | lift | a | b |`, or one column, `| 1 | lift | a, b |`. Rows with
 * commas between the cells need a head.
 */
export function rowsAsLines(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length < 2) return text;
  if (HEAD_OF_COMMAS.test(lines[0] ?? "")) {
    const [head = [], ...rows] = lines.map((line) => line.split(",").map((cell) => cell.trim()));
    return rows.every((row) => row.length === head.length) ? (underHead(head, rows) ?? text) : text;
  }
  if (!lines.every((line) => line.startsWith("|") && line.endsWith("|"))) return text;
  const isHeaded = RULE.test(lines[1] ?? "");
  const rows = lines.slice(isHeaded ? 2 : 0);
  if (rows.some((row) => RULE.test(row))) return text;
  const cells = rows.map(cellsOf);
  const told = isHeaded ? underHead(cellsOf(lines[0] ?? ""), cells) : withoutHead(cells);
  return told ?? cells.map(stepAndRemark).join("\n");
}

function cellsOf(line: string): Cells {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

function stepAndRemark(row: Cells): string {
  const [number, [step = "", ...others]] = NUMBER.test(row[0] ?? "") ? [row[0], row.slice(1)] : [undefined, row];
  return lineOf(number, step, others);
}

function lineOf(number: string | undefined, step: string, remarks: Cells): string {
  const remark = remarks.filter((cell) => cell !== "").join(" ");
  return `${number === undefined ? "" : `${parseInt(number, 10)}. `}${step}${remark === "" ? "" : ` # ${remark}`}`;
}

/** Rows of nothing but words, each in its cell. */
function withoutHead(rows: readonly Cells[]): string | null {
  const steps = rows.map((row) => {
    const [number, cells] = NUMBER.test(row[0] ?? "") ? [row[0], row.slice(1)] : [undefined, row];
    const call = cells.length < 2 ? null : callOf(cells[0] ?? "", cells.slice(1));
    return call === null ? null : lineOf(number, call, []);
  });
  return steps.includes(null) ? null : steps.join("\n");
}

/** Rows of a table whose head says where the name stands, and where the words are that belong to it. */
function underHead(head: Cells, rows: readonly Cells[]): string | null {
  const heads = head.map((cell) => cell.replace(MARKS, "").toLowerCase());
  if (rows.some((row) => row.length !== head.length)) return null;
  const has = (column: number, pattern: RegExp): boolean => rows.every((row) => pattern.test(row[column] ?? ""));
  if (heads.some((cell) => OF_OTHERS.test(cell))) return null;
  const number = has(0, NUMBER) ? 0 : -1;
  const names = heads.flatMap((cell, at) => (at !== number && OF_NAMES.test(cell) ? [at] : []));
  const name = names[0] ?? -1;
  if (names.length !== 1 || !rows.every((row) => WORD.test((row[name] ?? "").replace(MARKS, "")))) return null;
  const others = heads.flatMap((_, at) => (at === number || at === name ? [] : [at]));
  const words = wordColumns(heads, others, rows);
  if (words === null) return null;
  const remarks = others.filter((at) => !words.includes(at));
  const lines = rows.map((row) => {
    const call = callOf(
      row[name] ?? "",
      words.map((at) => row[at] ?? ""),
    );
    const rest = remarks.map((at) => row[at] ?? "");
    return call === null ? null : lineOf(number === -1 ? undefined : row[number], call, rest);
  });
  return lines.includes(null) ? null : lines.join("\n");
}

/** The columns of the words in their order: one for all, one for each by number, or all whose heads say nothing else. */
function wordColumns(heads: Cells, others: readonly number[], rows: readonly Cells[]): readonly number[] | null {
  const all = others.filter((at) => OF_WORDS.test(heads[at] ?? ""));
  const each = others.flatMap((at) => {
    const [, digit, letter, ordinal] = OF_WORD.exec(heads[at] ?? "") ?? [];
    const place = digit ?? letter ?? (ordinal === undefined ? undefined : String(ORDINALS.indexOf(ordinal)));
    return place === undefined ? [] : [{ at, place }];
  });
  if (all.length > 0) return all.length === 1 && each.length === 0 ? all : null;
  if (each.length > 0) {
    if (new Set(each.map(({ place }) => place)).size < each.length) return null;
    return each.sort((one, other) => (one.place < other.place ? -1 : 1)).map(({ at }) => at);
  }
  const free = others.filter((at) => !OF_REMARKS.test(heads[at] ?? ""));
  const areWords = free.every((at) => rows.every((row) => wordsOf(row[at] ?? "") !== null));
  return free.length > 0 && areWords ? free : null;
}

/** `name(a, b)` of a name and cells with words, of which only the last ones may be empty. */
function callOf(name: string, cells: Cells): string | null {
  const bare = name.replace(MARKS, "");
  const words = cells.map(wordsOf);
  const filled = words.findLastIndex((own) => own === null || own.length > 0) + 1;
  const own = words.slice(0, filled);
  if (!WORD.test(bare) || filled === 0 || own.some((list) => list === null || list.length === 0)) return null;
  return `${bare}(${own.flat().join(", ")})`;
}

/** The words of a cell; `null` for one with anything else in it. */
function wordsOf(cell: string): Cells | null {
  const bare = cell.replace(MARKS, "").replace(/^[([](.*)[)\]]$/, "$1");
  if (NOTHING.test(bare.trim())) return [];
  const words = bare.trim().split(/[\s,]+/);
  return words.every((word) => WORD.test(word)) ? words : null;
}
