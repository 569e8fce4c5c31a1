import type { Room } from "./room-imports.ts";

/** Rooms one above the other: each stands on rooms of lower layers only. */
export interface Layers {
  /** From the lowest. */
  readonly rows: readonly (readonly Room[])[];
  /** What a room stands on directly: imports that follow from no others. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** @throws Error where rooms import each other in a circle */
export function layersOf(rooms: readonly Room[]): Layers {
  const byName = new Map(rooms.map((room) => [room.name, room]));
  const heights = new Map<string, number>();
  const heightOf = (name: string, above: readonly string[]): number => {
    if (above.includes(name)) throw new Error(`Rooms import each other: ${[...above, name].join(" → ")}.`);
    const known = heights.get(name);
    if (known !== undefined) return known;
    const below = [...(byName.get(name)?.imports ?? [])];
    const height = below.reduce((most, other) => Math.max(most, heightOf(other, [...above, name]) + 1), 0);
    heights.set(name, height);
    return height;
  };
  for (const { name } of rooms) heightOf(name, []);
  const most = Math.max(...heights.values());
  const rows = Array.from({ length: most + 1 }, (_, height) =>
    rooms.filter(({ name }) => heights.get(name) === height),
  );
  return { rows, edges: rooms.flatMap((room) => directOf(room, byName).map((to) => ({ from: room.name, to }))) };
}

/** Its imports without those that one of the others imports too, however far down. */
function directOf({ imports }: Room, byName: ReadonlyMap<string, Room>): string[] {
  const below = new Set<string>();
  const descend = (name: string): void => {
    for (const other of byName.get(name)?.imports ?? []) {
      if (below.has(other)) continue;
      below.add(other);
      descend(other);
    }
  };
  for (const name of imports) descend(name);
  return [...imports].filter((name) => !below.has(name)).sort();
}
