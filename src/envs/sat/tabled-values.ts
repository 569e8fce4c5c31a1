const NAMED = /^[xv](?:_?\d{1,6}|_?\{\d{1,6}\}|[[(]\d{1,6}[\])])$/i;
const NUMBER = /^\d{1,6}$/;
const TRUTH = /^(?:true|false|t|f|yes|no|[⊤⊥✓✔✗✘✅❌])$/i;
const BIT = /^[01]$/;
const RULE = /^[|\s:=+-]*-[|\s:=+-]*$/;
const OF_NAMES = /^(?:(?:variable|var|name|literal)s?|x)?$/i;
const OF_VALUES = /^(?:(?:value|assignment|truth value|truth)s?)?$/i;
const OF_PLACES = /^(?:#|no\.?|index|row)$/i;

type Cells = readonly string[];

interface Row {
  readonly cells: Cells;
  /** Whether a rule stands below, which only a head has. */
  readonly isHead: boolean;
}

/**
 * A table of names and values as pairs on lines of their own: names in one row and values in the next (also in pieces, with a
 * word before each, and without bars), or a column of each where {@link NAMED names} or a head tell which is which. Other
 * texts as they are. Numbers over noughts and ones say which are the names only under a head.
 */
export function tabledValues(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length < 2) return text;
  const pairs = lines[0]?.includes("|") === true ? pairsOfTable(lines) : pairsOfLines(lines);
  return pairs === null ? text : pairs.map(([name, value]) => `${name}=${value}`).join("\n");
}

type Pairs = readonly (readonly [name: string, value: string])[];

function pairsOfTable(lines: readonly string[]): Pairs | null {
  if (!lines.every((line) => line.includes("|"))) return null;
  const rows: Row[] = [];
  for (const [at, line] of lines.entries()) {
    if (!RULE.test(line)) rows.push({ cells: cellsOf(line), isHead: RULE.test(lines[at + 1] ?? "") });
    else if (at === 0 || RULE.test(lines[at - 1] ?? "")) return null;
  }
  return across(rows) ?? down(rows);
}

/** Rows of names with rows of values below, one or several pairs. */
function across(rows: readonly Row[]): Pairs | null {
  if (rows.length === 0 || rows.length % 2 === 1) return null;
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < rows.length; at += 2) {
    const [head, body] = [rows[at] as Row, rows[at + 1] as Row];
    const isLabelled = isLabel(head.cells[0], OF_NAMES) && isLabel(body.cells[0], OF_VALUES);
    const [names, values] = isLabelled ? [head.cells.slice(1), body.cells.slice(1)] : [head.cells, body.cells];
    const read = valuesOf(names, values, isLabelled || head.isHead);
    if (body.isHead || read === null) return null;
    pairs.push(...names.map((name, column) => [name, read[column] ?? ""] as const));
  }
  return pairs;
}

/** A column of names and one of values, with a head or where names have letters. */
function down(rows: readonly Row[]): Pairs | null {
  const [first] = rows;
  const head = first !== undefined && (first.isHead || first.cells.some((cell) => OF_NAMES.test(cell))) ? first : null;
  const body = (head === null ? rows : rows.slice(1)).map(({ cells }) => cells);
  if (body.length === 0 || rows.slice(1).some(({ isHead }) => isHead)) return null;
  const width = body[0]?.length;
  if (body.some((cells) => cells.length !== width) || (head !== null && head.cells.length !== width)) return null;
  const hasPlaces =
    width === 3 && OF_PLACES.test(head?.cells[0] ?? "") && body.every(([place], at) => place === String(at + 1));
  if (width !== 2 && !hasPlaces) return null;
  const columns = hasPlaces ? [1, 2] : [0, 1];
  const [names = [], values = []] = columns.map((column) => body.map((cells) => cells[column] ?? ""));
  const [ofNames = "", ofValues = ""] = columns.map((column) => head?.cells[column] ?? "");
  if (head !== null && !(OF_NAMES.test(ofNames) && OF_VALUES.test(ofValues))) return null;
  const read = valuesOf(names, values, head !== null && ofNames !== "" && ofValues !== "");
  return read?.map((value, at) => [names[at] ?? "", value] as const) ?? null;
}

/** `x1 x2 x3` on a line and `T F T` on the next. */
function pairsOfLines(lines: readonly string[]): Pairs | null {
  if (lines.length !== 2) return null;
  const [names = [], values = []] = lines.map((line) => line.split(/[\s,;]+/));
  if (names.length < 2 || !names.every((name) => NAMED.test(name))) return null;
  const read = valuesOf(names, values, false);
  return read?.map((value, at) => [names[at] ?? "", value] as const) ?? null;
}

/**
 * Truth values of some names, also told as literals (`-2` of x2); `null` where they are none.
 *
 * @param isTold whether something says that these are names and those are values.
 */
function valuesOf(names: Cells, values: Cells, isTold: boolean): Cells | null {
  if (names.length === 0 || names.length !== values.length) return null;
  const areNamed = names.every((name) => NAMED.test(name));
  if (!areNamed && !names.every((name) => NUMBER.test(name))) return null;
  if (values.every((value) => TRUTH.test(value))) return values;
  if (!areNamed && !isTold) return null;
  if (values.every((value) => BIT.test(value))) return values;
  const isOwn = (value: string, at: number): boolean => {
    const [, literal] = /^[+-]?[xv]?_?(\d{1,6})$/i.exec(value) ?? [];
    return literal !== undefined && literal === /\d+/.exec(names[at] ?? "")?.[0];
  };
  return values.every(isOwn) ? values.map((value) => (value.startsWith("-") ? "false" : "true")) : null;
}

function isLabel(cell: string | undefined, label: RegExp): boolean {
  return cell !== undefined && label.test(cell);
}

function cellsOf(line: string): Cells {
  const bare = line.startsWith("|") ? line.slice(1) : line;
  return (bare.endsWith("|") ? bare.slice(0, -1) : bare).split("|").map((cell) => cell.trim());
}
