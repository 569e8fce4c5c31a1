import type { Layers } from "./layers.ts";
import type { Room } from "./room-imports.ts";

const BOX = { width: 104, height: 30 };
const GAP = { across: 18, between: 40 };
const MARGIN = 20;

/** Rooms as boxes, what each stands on as lines downwards. Colours follow the reader's light or dark scheme. */
export function drawArchitecture({ rows, edges }: Layers): string {
  const most = Math.max(...rows.map((row) => row.length));
  const width = 2 * MARGIN + most * BOX.width + (most - 1) * GAP.across;
  const height = 2 * MARGIN + rows.length * BOX.height + (rows.length - 1) * GAP.between;
  const places = new Map<string, { x: number; y: number }>();
  for (const [at, row] of rows.entries()) {
    const wide = row.length * BOX.width + (row.length - 1) * GAP.across;
    const y = height - MARGIN - BOX.height - at * (BOX.height + GAP.between);
    for (const [place, { name }] of row.entries()) {
      places.set(name, { x: Math.round((width - wide) / 2) + place * (BOX.width + GAP.across), y });
    }
  }
  const lines = edges.map(({ from, to }) => {
    const [above, below] = [places.get(from), places.get(to)];
    if (above === undefined || below === undefined) throw new Error(`${from} imports ${to}, which is no room.`);
    const [x1, y1, x2, y2] = [above.x + BOX.width / 2, above.y + BOX.height, below.x + BOX.width / 2, below.y];
    const bend = (y2 - y1) / 2;
    return `<path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">Rooms of src/ and what each stands on</title>`,
    `<style>text{font:13px system-ui,sans-serif;fill:#1c2128;text-anchor:middle}rect{fill:#f6f8fa;stroke:#8c959f}path{fill:none;stroke:#8c959f;stroke-opacity:.7}@media (prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#161b22;stroke:#6e7681}path{stroke:#6e7681}}</style>`,
    ...lines,
    ...rows.flat().map((room) => drawRoom(room, places)),
    `</svg>`,
    ``,
  ].join("\n");
}

function drawRoom({ name }: Room, places: ReadonlyMap<string, { x: number; y: number }>): string {
  const { x = 0, y = 0 } = places.get(name) ?? {};
  const middle = x + BOX.width / 2;
  return `<g><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text x="${middle}" y="${y + 20}">${name}</text></g>`;
}
