import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

/** A folder of `src/`, and of which others its files import something; tests do not count. */
export interface Room {
  readonly name: string;
  readonly imports: ReadonlySet<string>;
}

/** Every room as its files are: nobody has to remember to draw it anew. */
export function readRooms(): Room[] {
  const names = readdirSync(SRC, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  return names.sort().map(readRoom);
}

function readRoom(name: string): Room {
  const paths = readdirSync(join(SRC, name), { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
  );
  const imports = new Set<string>();
  for (const path of paths) {
    const text = readFileSync(join(SRC, name, path), "utf8");
    for (const other of roomsOf(text, dirname(join(SRC, name, path)))) {
      if (other !== name) imports.add(other);
    }
  }
  return { name, imports };
}

/** Rooms that a file imports from, each once. */
function roomsOf(text: string, folder: string): Set<string> {
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport\()\s*"(\.[^"]+)"/g)].map(([, specifier = ""]) => specifier);
  const places = specifiers.map((specifier) => relative(SRC, join(folder, specifier)).split(sep));
  // Files that lie in src/ itself are entry points, no rooms.
  return new Set(places.flatMap(([room = "", ...rest]) => (rest.length === 0 || room === ".." ? [] : [room])));
}
