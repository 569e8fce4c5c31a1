import { formatEstimate, type Figure, type FigureTable, type Report } from "../../../simulate/index.ts";
import { table } from "../../table.ts";

/** Wide enough for a terminal of 80 columns. */
const WIDTH = 79;

/** A report as tables for the terminal: where one is too wide, its columns come in several parts. */
export function drawReport(report: Report): string {
  const { tables, seconds, command } = report;
  const differing = differencesOf(report);
  const isCompared = tables.some(({ rows }) => rows.some(({ figures }) => figures.some(isPublished)));
  const verdict = !isCompared
    ? []
    : differing.length === 0
      ? ["No difference from the published tables beyond the standard error."]
      : [
          "Differs from what was published by more than 3.5 standard errors:",
          ...differing.map(({ title, label, figure }) => {
            const by = figure.distance === undefined ? "" : ` (${figure.distance.toFixed(1)} standard errors)`;
            return `  ${title.split(/, r =/)[0] ?? ""}, ${label}: ${figure.name} ${cellOf(figure)}${by}`;
          }),
        ];
  const parts = [...tables.map(drawTable), verdict.join("\n"), `${command}\n${seconds.toFixed(1)} s`];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Figures that differ from what was published. */
export function differencesOf({ tables }: Report): { title: string; label: string; figure: Figure }[] {
  return tables.flatMap(({ title, rows }) =>
    rows.flatMap(({ label, figures }) =>
      figures.filter(({ differs }) => differs === true).map((figure) => ({ title, label, figure })),
    ),
  );
}

function isPublished({ published }: Figure): boolean {
  return published !== undefined;
}

function drawTable({ title, note, rows }: FigureTable): string {
  const names = [...new Set(rows.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  const columns = names.map((name) => ({
    name,
    cells: rows.map(({ figures }) => {
      const figure = figures.find((entry) => entry.name === name);
      return figure === undefined ? "" : cellOf(figure);
    }),
  }));
  const labels = rows.map(({ label }) => label);
  const parts = partsOf(labels, columns).map((part) =>
    table(
      [{ title: "" }, ...part.map(({ name }) => ({ title: name }))],
      labels.map((label, row) => [label, ...part.map(({ cells }) => cells[row] ?? "")]),
    ),
  );
  return `${wrap(title)}\n${wrap(note)}\n${parts.join("\n\n")}`;
}

interface DrawnColumn {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Columns in groups that fit beside the labels. */
function partsOf(labels: readonly string[], columns: readonly DrawnColumn[]): DrawnColumn[][] {
  const gap = 2;
  const most = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const parts: DrawnColumn[][] = [];
  let used = Infinity;
  for (const column of columns) {
    const width = gap + most([column.name, ...column.cells]);
    if (used + width > WIDTH) {
      parts.push([]);
      used = most(labels);
    }
    parts.at(-1)?.push(column);
    used += width;
  }
  return parts;
}

function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

function cellOf(figure: Figure): string {
  const published = figure.published === undefined ? "" : ` [${figure.published.join(", ")}]`;
  return `${formatEstimate(figure.ours)}${published}${figure.differs === true ? " *" : ""}`;
}
