import type { FigureTable } from "./figures.ts";

const LABEL_WIDTH = 230;
const PLOT_WIDTH = 560;
const ROW_HEIGHT = 26;
const TOP = 30;

/** Text safe in HTML and SVG. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Draws one figure of every row: ours as a dot with two standard errors to each side, published ones as diamonds. */
export function drawFigure(table: FigureTable, name: string): string {
  const points = table.rows.flatMap(({ label, figures }) => {
    const figure = figures.find((entry) => entry.name === name);
    return figure === undefined || figure.ours.count === 0 ? [] : [{ label, figure }];
  });
  if (points.length === 0) return "";
  const reach = Math.max(
    1,
    ...points.flatMap(({ figure }) => [
      figure.ours.value + 2 * (Number.isFinite(figure.ours.standardError) ? figure.ours.standardError : 0),
      ...(figure.published ?? []),
    ]),
  );
  const height = TOP + points.length * ROW_HEIGHT + 24;
  const x = (value: number): number => LABEL_WIDTH + (PLOT_WIDTH * Math.min(reach, Math.max(0, value))) / reach;
  const rows = points.map(({ label, figure }, place) => {
    const y = TOP + place * ROW_HEIGHT + ROW_HEIGHT / 2;
    const { value, standardError } = figure.ours;
    const spread = Number.isFinite(standardError) ? 2 * standardError : 0;
    const diamonds = (figure.published ?? [])
      .map((at) => `<path class="published" d="M${x(at).toFixed(1)} ${y - 6}l6 6l-6 6l-6 -6z"/>`)
      .join("");
    return [
      `<text x="${LABEL_WIDTH - 10}" y="${y + 4}" text-anchor="end">${escapeHtml(label)}</text>`,
      `<line class="rule" x1="${LABEL_WIDTH}" x2="${LABEL_WIDTH + PLOT_WIDTH}" y1="${y}" y2="${y}"/>`,
      diamonds,
      `<line class="error" x1="${x(value - spread).toFixed(1)}" x2="${x(value + spread).toFixed(1)}" y1="${y}" y2="${y}"/>`,
      `<circle class="${figure.differs === true ? "differs" : "ours"}" cx="${x(value).toFixed(1)}" cy="${y}" r="4"/>`,
    ].join("");
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = LABEL_WIDTH + PLOT_WIDTH * part;
    return `<line class="tick" x1="${at}" x2="${at}" y1="${TOP}" y2="${height - 20}"/><text x="${at}" y="${height - 6}" text-anchor="middle">${Number((reach * part).toPrecision(3))}</text>`;
  });
  const width = LABEL_WIDTH + PLOT_WIDTH + 30;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(name)}"><text class="name" x="${LABEL_WIDTH}" y="18">${escapeHtml(name)}</text>${ticks.join("")}${rows.join("")}</svg>`;
}
