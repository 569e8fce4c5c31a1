import { formatEstimate } from "../statistics.ts";
import type { Figure, FigureTable, Report } from "./figures.ts";
import { drawFigure, escapeHtml } from "./svg.ts";

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#d7dbe0;--ours:#0b62c4;--alarm:#c2261b}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#15181c;--faint:#3a4048;--ours:#6cb2ff;--alarm:#ff7b70}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--faint);vertical-align:top}
svg{width:100%;height:auto;margin:1rem 0}svg text{font-size:12px;fill:var(--ink)}svg .name{font-weight:600}
.rule,.tick{stroke:var(--faint)}.error{stroke:var(--ours);stroke-width:3}.ours{fill:var(--ours)}
.differs{fill:var(--alarm);color:var(--alarm)}.published{fill:none;stroke:var(--ink)}
.wide{overflow-x:auto}`;

/** A page that holds everything it needs: tables, and plots as inline SVG. */
export function renderHtml({ title, seed, seconds, tables }: Report): string {
  const sections = tables.map(section).join("\n");
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
<p>Seed ${escapeHtml(seed)}, ${seconds.toFixed(1)} s. Dots are ours with two standard errors to each side, diamonds what
docs/mechanism.md states; red is a difference beyond chance.</p>
${sections}
</body>
</html>
`;
}

function section(table: FigureTable): string {
  const names = [...new Set(table.rows.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  const head = ["", ...names].map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const rows = table.rows.map(({ label, figures }) => {
    const cells = names.map((name) => cell(figures.find((figure) => figure.name === name)));
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join("")}</tr>`;
  });
  const plots = table.drawn.map((name) => drawFigure(table, name)).join("\n");
  return `<section>
<h2>${escapeHtml(table.title)}</h2>
<p>${escapeHtml(table.note)}</p>
<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>
${plots}
</section>`;
}

function cell(figure: Figure | undefined): string {
  if (figure === undefined) return "<td></td>";
  const published = figure.published === undefined ? "" : ` <small>published ${figure.published.join(", ")}</small>`;
  const kind = figure.differs === true ? ' class="differs"' : "";
  return `<td${kind}>${escapeHtml(formatEstimate(figure.ours))}${published}</td>`;
}
