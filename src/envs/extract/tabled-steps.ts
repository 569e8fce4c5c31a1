import { headOf, isOfFigures, isOfOthers, isOfRemarks, OF_WORD, OF_WORDS } from "./column-heads.ts";
import { isOutOfOrder } from "./out-of-order.ts";
import { bare, placeIn, tableIn, type Cells } from "./table-cells.ts";

const WORD = /^[a-z][a-z0-9_-]{0,63}$/;
const ORDINALS = ["first", "second", "third", "fourth"];
const NOTHING = /^(?:-{1,3}|n\/a|none)?$/;
const HEAD_OF_COMMAS =
  /^(?:(?:step|line|number|no\.?|#)[ \t]{0,8},[ \t]{0,8})?(?:action|operator|relation|predicate)[ \t]{0,8},/;
const CALL = /[a-z][\w-]{0,63}[ \t]{0,8}\([^()]*\)|\([ \t]{0,8}[a-z][\w-]{0,63}[ \t,]/;
const FIRST_WORD = /^[\s([]{0,8}([a-z][a-z0-9_-]{0,63})/;

/** What the column of an answer is called, and which words a step or line of one begins with. */
export interface StepColumns {
  readonly head: RegExp;
  readonly begins: (word: string) => boolean;
}

/**
 * The rows of a table with a step in each, as lines: `| 1 | lift(a, b) | it is free |` as `1. lift(a, b) # it is free`, also where
 * what the step is done with has columns of its own, `| 1 | lift | a | b |`, or one column, `| 1 | lift | a, b |`. Rows with
 * commas between the cells need a head. A table in which no column is called as an answer's is, or two may be the answer, stays
 * as it is, and so is none; numbers in any column are the places of the rows, the ones that go back before others.
 */
export function rowsAsLines(text: string, columns: StepColumns): string {
  const table = tableIn(text, HEAD_OF_COMMAS);
  if (table === null) return text;
  const width = table.head?.length ?? Math.max(...table.rows.map((row) => row.length));
  if (table.rows.some((row) => row.length > width)) return text;
  const rows = table.rows.map((row) => [...row, ...Array<string>(width - row.length).fill("")]);
  const heads = table.head?.map(headOf) ?? null;
  if (heads?.some(isOfOthers)) return text;
  const { numbers, place } = numberColumns(heads, rows, width);
  const others = rows[0]?.flatMap((_, at) => (numbers.includes(at) ? [] : [at])) ?? [];
  const told = heads === null ? withoutHead(others, rows, columns) : underHead(heads, others, rows, columns);
  return told?.map(({ step, remarks }, at) => lineOf(rows[at]?.[place], step, remarks)).join("\n") ?? text;
}

interface Row {
  readonly step: string;
  readonly remarks: Cells;
}

function lineOf(number: string | undefined, step: string, remarks: Cells): string {
  const remark = remarks.filter((cell) => cell !== "").join(" ");
  const place = number === undefined ? null : placeIn(number);
  return `${place === null ? "" : `${place}. `}${step}${remark === "" ? "" : ` # ${remark}`}`;
}

/** Columns of nothing but numbers, and the one that says the order: one that goes back, or the first. */
function numberColumns(heads: Cells | null, rows: readonly Cells[], width: number) {
  const all = Array.from({ length: width }, (_, at) => at);
  const numbers = all.filter((at) => {
    const cells = rows.map((row) => row[at] ?? "").filter((cell) => cell !== "");
    return cells.length > 0 && cells.every((cell) => placeIn(cell) !== null);
  });
  // Without a head nobody knows what a second one counts; it may be the rules.
  const ordering = heads === null ? numbers.slice(0, 1) : numbers.filter((at) => !isOfFigures(heads[at] ?? ""));
  const back = ordering.find((at) => isOutOfOrder(rows.map((row) => placeIn(row[at] ?? ""))));
  const figures = numbers.filter((at) => !ordering.includes(at));
  return { numbers: numbers.filter((at) => !figures.includes(at)), place: back ?? ordering[0] ?? -1 };
}

/** Rows of nothing but words, each in its cell, or with the step in one cell and remarks behind it. */
function withoutHead(others: readonly number[], rows: readonly Cells[], columns: StepColumns): readonly Row[] | null {
  const cells = rows.map((row) => others.map((at) => row[at] ?? ""));
  const calls = cells.map(([name = "", ...words]) => callOf(name, words));
  if (!calls.includes(null)) return calls.map((step) => ({ step: step as string, remarks: [] }));
  if (cells.some(([, ...remarks]) => remarks.some((cell) => mayBeStep(cell, columns)))) return null;
  return cells.map(([step = "", ...remarks]) => ({ step, remarks }));
}

/** True for a cell that may be a step or line itself. */
function mayBeStep(cell: string, { begins }: StepColumns): boolean {
  const word = FIRST_WORD.exec(bare(cell))?.[1];
  return word !== undefined && begins(word);
}

/** Rows of a table whose head says where the step stands, or its name and the words that belong to it. */
function underHead(
  heads: Cells,
  others: readonly number[],
  rows: readonly Cells[],
  columns: StepColumns,
): readonly Row[] | null {
  const named = others.filter((at) => columns.head.test(heads[at] ?? ""));
  const filled = (at: number): Cells => rows.map((row) => bare(row[at] ?? "")).filter((cell) => cell !== "");
  const isOfNames = (at: number): boolean => filled(at).every((cell) => WORD.test(cell));
  const [name = -1] = named;
  if (named.length === 1 && isOfNames(name)) return inPieces(heads, name, others, rows, columns);
  const answers = named.filter((at) => !isOfNames(at));
  const unnamed = others.filter((at) => heads[at] === "" && filled(at).some((cell) => mayBeStep(cell, columns)));
  const [answer = -1, ...more] = answers.length > 0 ? answers : unnamed;
  if (answer === -1 || more.length > 0) return null;
  const rest = others.filter((at) => at !== answer);
  const isOther = (at: number): boolean =>
    !isOfRemarks(heads[at] ?? "") && filled(at).some((cell) => CALL.test(cell) || mayBeStep(cell, columns));
  if (rest.some(isOther)) return null;
  return rows.map((row) => ({ step: row[answer] ?? "", remarks: rest.map((at) => remarkIn(row, at, heads)) }));
}

/** What a cell remarks; a number with what it counts, for alone it may be read as a place. */
function remarkIn(row: Cells, at: number, heads: Cells): string {
  const cell = row[at] ?? "";
  return placeIn(cell) === null ? cell : `${heads[at] ?? ""} ${cell}`;
}

/** Rows with a name in one column and its words in others. */
function inPieces(
  heads: Cells,
  name: number,
  columns: readonly number[],
  rows: readonly Cells[],
  { head }: StepColumns,
): readonly Row[] | null {
  const others = columns.filter((at) => at !== name);
  const words = wordColumns(heads, others, rows);
  if (words === null) return null;
  const rest = others.filter((at) => !words.includes(at));
  const isOther = (at: number): boolean =>
    !isOfRemarks(heads[at] ?? "") && !head.test(heads[at] ?? "") && rows.some((row) => wordsOf(row[at] ?? "")?.length);
  if (rest.some((at) => heads[at] !== "" && isOther(at))) return null;
  const told = rows.map((row) => {
    const cells = words.map((at) => row[at] ?? "");
    return { step: callOf(row[name] ?? "", cells), remarks: rest.map((at) => remarkIn(row, at, heads)) };
  });
  return told.some(({ step }) => step === null) ? null : (told as Row[]);
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
  const free = others.filter((at) => !isOfRemarks(heads[at] ?? ""));
  const areWords = free.every((at) => rows.every((row) => wordsOf(row[at] ?? "") !== null));
  return free.length > 0 && areWords ? free : null;
}

/** `name(a, b)` of a name and cells with words, of which only the last ones may be empty. */
function callOf(name: string, cells: Cells): string | null {
  const words = cells.map(wordsOf);
  const filled = words.findLastIndex((own) => own === null || own.length > 0) + 1;
  const own = words.slice(0, filled);
  if (!WORD.test(bare(name)) || filled === 0 || own.some((list) => list === null || list.length === 0)) return null;
  return `${bare(name)}(${own.flat().join(", ")})`;
}

/** The words of a cell; `null` for one with anything else in it. */
function wordsOf(cell: string): Cells | null {
  const said = bare(cell).replace(/^[([](.*)[)\]]$/, "$1");
  if (NOTHING.test(said.trim())) return [];
  const words = said.trim().split(/[\s,]+/);
  return words.every((word) => WORD.test(word)) ? words : null;
}
