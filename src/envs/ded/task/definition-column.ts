import { newColumn } from "./new-column.ts";
import type { Definition } from "./task.ts";
import { columnOf, conditionColumn, termColumn, type Column, type Columns } from "./term-columns.ts";

/**
 * A quantity of each of `count` items.
 *
 * @param edge reads "up to and including", "before", "if there is none" and "larger" the other way round: a near miss.
 */
export function definitionColumn(definition: Definition, columns: Columns, count: number, edge = false): Column {
  switch (definition.how) {
    case "value":
      return termColumn(definition.of, columns, count);
    case "choice": {
      const when = conditionColumn(definition.when, columns, count);
      const then = termColumn(definition.then, columns, count);
      const otherwise = termColumn(definition.otherwise, columns, count);
      const made = newColumn(count);
      for (let at = 0; at < count; at += 1) made[at] = (when[at] === 1 ? then[at] : otherwise[at]) as number;
      return made;
    }
    case "total": {
      const own = termColumn(definition.of, columns, count);
      const made = newColumn(count);
      let total = 0;
      for (let at = 0; at < count; at += 1) {
        const before = total;
        total += own[at] as number;
        made[at] = edge ? before : total;
      }
      return made;
    }
    case "peak": {
      const own = termColumn(definition.of, columns, count);
      const made = newColumn(count);
      let peak = own[0] ?? 0;
      for (let at = 0; at < count; at += 1) {
        const before = peak;
        peak = Math.max(peak, own[at] as number);
        made[at] = edge ? before : peak;
      }
      return made;
    }
    case "twins": {
      const own = columnOf(columns, definition.of);
      const seen = new Map<number, number>();
      return columnBy(count, (at) => {
        const before = seen.get(own[at] as number) ?? 0;
        seen.set(own[at] as number, before + 1);
        return edge ? before + 1 : before;
      });
    }
    case "since": {
      const own = columnOf(columns, definition.of);
      const last = new Map<number, number>();
      return columnBy(count, (at) => {
        const before = last.get(own[at] as number);
        last.set(own[at] as number, at);
        if (before !== undefined) return at - before;
        return edge ? at + 1 : 0;
      });
    }
    case "ahead":
      return distancesToLarger(columnOf(columns, definition.of), edge);
  }
}

/** A loop, since `Float64Array.from` takes ten times as long. */
function columnBy(count: number, of: (at: number) => number): Float64Array {
  const column = newColumn(count);
  for (let at = 0; at < count; at += 1) column[at] = of(at);
  return column;
}

/** How many positions on the next larger number stands, 0 if there is none: one pass from the right over a stack. */
function distancesToLarger(column: Column, orEqual: boolean): Float64Array {
  const distances = newColumn(column.length);
  const stack = newColumn(column.length);
  let height = 0;
  for (let at = column.length - 1; at >= 0; at -= 1) {
    const own = column[at] as number;
    while (height > 0) {
      const top = column[stack[height - 1] as number] as number;
      if (orEqual ? top >= own : top > own) break;
      height -= 1;
    }
    distances[at] = height === 0 ? 0 : (stack[height - 1] as number) - at;
    stack[height] = at;
    height += 1;
  }
  return distances;
}
