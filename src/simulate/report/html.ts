import { formatEstimate } from "../statistics.ts";
import type { Figure, FigureTable, Report } from "./figures.ts";
import { drawFigure, drawSideBySide, escapeHtml } from "./svg.ts";

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#d7dbe0;--ours:#0b62c4;--other:#b4560a;--alarm:#c2261b}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#15181c;--faint:#3a4048;--ours:#6cb2ff;--other:#ffab5e;--alarm:#ff7b70}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{line-height:1.2}h2{font-size:1.2rem;margin-top:2.5rem}p{max-width:46rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--faint);vertical-align:top}
td,tbody th{white-space:nowrap}thead th{min-width:5.5rem;vertical-align:bottom}
tbody th{position:sticky;left:0;background:var(--paper);font-weight:600}
td small{display:block;opacity:.75}
svg{width:100%;min-width:30rem;max-width:46rem;height:auto;margin:1rem 0}svg text{font-size:12px;fill:var(--ink)}svg .name{font-weight:600}
.rule,.tick{stroke:var(--faint)}.error{stroke:var(--ours);stroke-width:3}.ours{fill:var(--ours)}
.sides .series-0.ours{fill:var(--other)}.sides .series-0.error{stroke:var(--other)}
.differs{fill:var(--alarm);color:var(--alarm)}.published{fill:none;stroke:var(--ink)}
code{overflow-wrap:anywhere}`;

/** A page that holds everything it needs: tables, and plots as inline SVG. */
export function renderHtml(report: Report): string {
  const { title, command, seconds, tables, sideBySide = [] } = report;
  const isCompared = tables.some(({ rows }) => rows.some(({ figures }) => figures.some((one) => one.published)));
  const how = isCompared
    ? "Dots are ours with two standard errors to each side, diamonds what docs/mechanism.md states; red is a difference beyond chance."
    : "Dots are means with two standard errors to each side.";
  const together = sideBySide.map((name) => drawSideBySide(tables, name)).join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p><code>${escapeHtml(command)}</code>, ${seconds.toFixed(1)} s. ${how}</p>
${together === "" ? "" : `<section class="sides"><h2>Side by side</h2>\n${together}</section>`}
${tables.map((table) => section(table, sideBySide)).join("\n")}
</body>
</html>
`;
}

/** @param drawn figures that were drawn already */
function section(table: FigureTable, drawn: readonly string[]): string {
  const names = [...new Set(table.rows.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  const head = ["", ...names].map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const rows = table.rows.map(({ label, figures }) => {
    const cells = names.map((name) => cell(figures.find((figure) => figure.name === name)));
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join("")}</tr>`;
  });
  const plots = table.drawn.filter((name) => !drawn.includes(name)).map((name) => drawFigure(table, name));
  return `<section>
<h2>${escapeHtml(table.title)}</h2>
<p>${escapeHtml(table.note)}</p>
<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>
${plots.join("\n")}
</section>`;
}

function cell(figure: Figure | undefined): string {
  if (figure === undefined) return "<td></td>";
  const published = figure.published === undefined ? "" : `<small>published ${figure.published.join(", ")}</small>`;
  const kind = figure.differs === true ? ' class="differs"' : "";
  return `<td${kind}>${escapeHtml(formatEstimate(figure.ours))}${published}</td>`;
}
