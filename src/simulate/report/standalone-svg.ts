import type { FigureTable } from "./figures.ts";
import { drawSideBySide } from "./svg.ts";

const STYLE = `
text{font:12px system-ui,sans-serif;fill:#1b1f24}.name{font-weight:600}
.rule,.tick{stroke:#d7dbe0}.error{stroke:#0b62c4;stroke-width:3}.ours{fill:#0b62c4}
.series-0.ours{fill:#b4560a}.series-0.error{stroke:#b4560a}
@media(prefers-color-scheme:dark){text{fill:#e6e8eb}.rule,.tick{stroke:#3a4048}.error{stroke:#6cb2ff}.ours{fill:#6cb2ff}
.series-0.ours{fill:#ffab5e}.series-0.error{stroke:#ffab5e}}`;

/** The plot of {@link drawSideBySide} as a file of its own, with its colours; it follows the reader's light or dark. */
export function standaloneSvg(tables: readonly FigureTable[], name: string): string {
  const [, inner = ""] = /<svg ([\s\S]*)<\/svg>/.exec(drawSideBySide(tables, name)) ?? [];
  const [attributes = "", body = ""] = inner.split(/>([\s\S]*)/);
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><style>${STYLE}</style>${body}</svg>\n`;
}
