/** The line under the head of a table of Markdown. */
const RULE = /^\|[|:\s-]{1,200}\|$/;
const MARKS = /[*`"']/g;
/** `3`, `3.`, `0.003:`, `#3`, `3rd`, `step 3`, `t=3`, `third`. */
const PLACE =
  /^(?:(?:step|line|action|no|nr|t|time)\.?[ \t]{0,4}=?[ \t]{0,4})?#?(\d{1,6}(?:\.\d{1,6})?)(?:st|nd|rd|th|[.):])?$/;
const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

export type Cells = readonly string[];

/** A table's rows, and its head where it has one; `null` for a text that is no table. */
export interface Table {
  readonly head: Cells | null;
  readonly rows: readonly Cells[];
}

/**
 * A table of Markdown, or one with commas between the cells and a head that says so.
 *
 * @param isHead true for the line of a head with commas.
 */
export function tableIn(text: string, isHead: RegExp): Table | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length < 2) return null;
  if (isHead.test(lines[0] ?? "")) {
    const [head = [], ...rows] = lines.map((line) => line.split(",").map((cell) => cell.trim()));
    return rows.every((row) => row.length === head.length) ? { head, rows } : null;
  }
  if (!lines.every((line) => line.startsWith("|") && line.endsWith("|"))) return null;
  const isHeaded = RULE.test(lines[1] ?? "");
  const rows = lines.slice(isHeaded ? 2 : 0);
  if (rows.some((row) => RULE.test(row))) return null;
  return { head: isHeaded ? cellsOf(lines[0] ?? "") : null, rows: rows.map(cellsOf) };
}

function cellsOf(line: string): Cells {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

/** A cell without bold, code and quotation marks. */
export function bare(cell: string): string {
  return cell.replace(MARKS, "").trim();
}

/** Which place in an order a cell says, and nothing else; `null` where it says none. */
export function placeIn(cell: string): number | null {
  const said = bare(cell);
  const ordinal = ORDINALS.indexOf(said);
  if (ordinal !== -1) return ordinal + 1;
  const number = PLACE.exec(said)?.[1];
  return number === undefined ? null : Number(number);
}
