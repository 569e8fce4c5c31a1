import type { Figure, FigureTable } from "./figures.ts";

const LABEL_WIDTH = 190;
const PLOT_WIDTH = 400;
const ROW_HEIGHT = 24;
/** Space of a further series within a row. */
const SERIES_HEIGHT = 12;
const TOP = 26;
const BOTTOM = 22;

/** Text safe in HTML and SVG. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A row of a plot: one figure a series. */
interface PlotRow {
  readonly label: string;
  readonly figures: readonly (Figure | undefined)[];
}

/** Draws one figure of every row: ours as a dot with two standard errors to each side, published ones as diamonds. */
export function drawFigure(table: FigureTable, name: string): string {
  const rows = table.rows.map(({ label, figures }) => ({ label, figures: [named(figures, name)] }));
  return draw(name, rows, "");
}

/** Draws one figure of several tables, for the rows that all of them have: the first table above. */
export function drawSideBySide(tables: readonly FigureTable[], name: string): string {
  const rows = (tables[0]?.rows ?? []).map(({ label }) => ({
    label,
    figures: tables.map((table) => named(table.rows.find((row) => row.label === label)?.figures ?? [], name)),
  }));
  const legend = tables.map(({ name: series, title }, place) => {
    const at = LABEL_WIDTH + PLOT_WIDTH - 110 * (tables.length - place) + 20;
    return `<circle class="ours series-${place}" cx="${at}" cy="10" r="4"/><text x="${at + 9}" y="14">${escapeHtml(series ?? title)}</text>`;
  });
  return draw(name, rows, legend.join(""));
}

function named(figures: readonly Figure[], name: string): Figure | undefined {
  return figures.find((figure) => figure.name === name && figure.ours.count > 0);
}

function draw(name: string, all: readonly PlotRow[], legend: string): string {
  const rows = all.filter(({ figures }) => figures.some((figure) => figure !== undefined));
  if (rows.length === 0) return "";
  const reach = reachOf(rows.flatMap(({ figures }) => figures.filter((figure) => figure !== undefined)));
  const series = rows[0]?.figures.length ?? 1;
  const rowHeight = ROW_HEIGHT + SERIES_HEIGHT * (series - 1);
  const height = TOP + rows.length * rowHeight + BOTTOM;
  const width = LABEL_WIDTH + PLOT_WIDTH + 30;
  const x = (value: number): string =>
    (LABEL_WIDTH + (PLOT_WIDTH * Math.min(reach, Math.max(0, value))) / reach).toFixed(1);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = x(reach * part);
    const label = Number((reach * part).toPrecision(3));
    return `<line class="tick" x1="${at}" x2="${at}" y1="${TOP}" y2="${height - BOTTOM}"/><text x="${at}" y="${height - 6}" text-anchor="middle">${label}</text>`;
  });
  const drawn = rows.map(({ label, figures }, place) => {
    const middle = TOP + (place + 0.5) * rowHeight;
    const points = figures.map((figure, at) => {
      if (figure === undefined) return "";
      return drawPoint(figure, at, middle + SERIES_HEIGHT * (at - (series - 1) / 2), x);
    });
    const text = `<text x="${LABEL_WIDTH - 10}" y="${middle + 4}" text-anchor="end">${escapeHtml(label)}</text>`;
    return `${text}<line class="rule" x1="${LABEL_WIDTH}" x2="${LABEL_WIDTH + PLOT_WIDTH}" y1="${middle}" y2="${middle}"/>${points.join("")}`;
  });
  const title = `<title>${escapeHtml(name)}</title><text class="name" x="${LABEL_WIDTH}" y="14">${escapeHtml(name)}</text>`;
  return `<div class="wide"><svg viewBox="0 0 ${width} ${height}" role="img">${title}${legend}${ticks.join("")}${drawn.join("")}</svg></div>`;
}

function drawPoint({ ours, published, differs }: Figure, series: number, y: number, x: (value: number) => string) {
  const spread = spreadOf(ours.standardError);
  const diamonds = (published ?? []).map((at) => `<path class="published" d="M${x(at)} ${y - 6}l6 6l-6 6l-6 -6z"/>`);
  const kind = differs === true ? "differs" : `ours series-${series}`;
  return `${diamonds.join("")}<line class="error series-${series}" x1="${x(ours.value - spread)}" x2="${x(ours.value + spread)}" y1="${y}" y2="${y}"/><circle class="${kind}" cx="${x(ours.value)}" cy="${y}" r="4"/>`;
}

/** Two standard errors, or nothing where there is none. */
function spreadOf(standardError: number): number {
  return Number.isFinite(standardError) ? 2 * standardError : 0;
}

/** Where the axis ends: 1 for shares, else a round number beyond everything that is drawn. */
function reachOf(figures: readonly Figure[]): number {
  const most = Math.max(...figures.flatMap(({ ours, published }) => [ours.value, ...(published ?? [])]));
  if (most <= 1) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  return unit * Math.ceil((1.05 * most) / unit);
}
