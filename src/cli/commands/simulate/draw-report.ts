import { formatEstimate, type Figure, type FigureTable, type Report } from "../../../simulate/index.ts";
import { table } from "../../table.ts";

/** A report as tables for the terminal. */
export function drawReport({ tables, seconds, seed }: Report): string {
  const differing = tables.flatMap(({ title, rows }) =>
    rows.flatMap(({ label, figures }) =>
      figures.filter(({ differs }) => differs === true).map((figure) => ({ title, label, figure })),
    ),
  );
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
  const parts = [...tables.map(drawTable), verdict.join("\n"), `seed ${seed}, ${seconds.toFixed(1)} s`];
  return parts.filter((part) => part !== "").join("\n\n");
}

function isPublished({ published }: Figure): boolean {
  return published !== undefined;
}

function drawTable({ title, note, rows }: FigureTable): string {
  const names = [...new Set(rows.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  const drawn = table(
    [{ title: "" }, ...names.map((name) => ({ title: name }))],
    rows.map(({ label, figures }) => [
      label,
      ...names.map((name) => {
        const figure = figures.find((entry) => entry.name === name);
        return figure === undefined ? "" : cellOf(figure);
      }),
    ]),
  );
  return `${title}\n${note}\n${drawn}`;
}

function cellOf(figure: Figure): string {
  const published = figure.published === undefined ? "" : ` [${figure.published.join(", ")}]`;
  return `${formatEstimate(figure.ours)}${published}${figure.differs === true ? " *" : ""}`;
}
