import type { Design } from "./design.ts";
import { modulesOf } from "./emit/layout.ts";

/** Where a statement stands. */
export interface Place {
  readonly module: string;
  /** Name of the function or method, and its first lines, which no other has. */
  readonly name: string;
  readonly head: string;
}

/** The places of all statements that a design decides, by their slots. */
export function placesOf(design: Design, modules: number): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { name: module, parts } of modulesOf(design, modules)) {
    for (const { name, head, slots } of parts.flatMap(({ functions }) => functions)) {
      for (const { id } of slots) if (id !== "fixed") places.set(id, { module, name, head });
    }
  }
  return places;
}

/** Whether two faults may stand there: in different functions, and in different modules where there are several. */
export function areApart(places: ReadonlyMap<string, Place>, one: string, other: string): boolean {
  const [here, there] = [places.get(one), places.get(other)];
  if (here === undefined || there === undefined || here.head === there.head) return false;
  return here.module !== there.module || new Set(Array.from(places.values(), ({ module }) => module)).size === 1;
}
