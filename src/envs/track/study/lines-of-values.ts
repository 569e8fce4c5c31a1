import type { Event } from "../event.ts";
import { Machine } from "../machine.ts";
import { linesThatCount } from "./lines-that-count.ts";

/**
 * The changes that some values rest on, traced backwards from the end: of the lines that count, those that touch a cell which a
 * value has come through. Names and scopes are looked up for nothing.
 */
export function linesOfValues(events: readonly Event[], asked: readonly string[]): Event[] {
  const machine = new Machine();
  const changes = linesThatCount(events).flatMap((event) => {
    const cells = "name" in event ? [machine.cellOf(event.name), otherCell(event, machine)] : [];
    machine.run(event);
    return event.kind === "set" || event.kind === "add" || event.kind === "copy" || event.kind === "swap"
      ? [{ event, cells: cells as [number, number] }]
      : [];
  });
  const traced = new Set(asked.map((name) => machine.cellOf(name)));
  const found: Event[] = [];
  for (const { event, cells } of changes.reverse()) {
    const [one, other] = cells;
    if (!traced.has(one) && !(event.kind === "swap" && traced.has(other))) continue;
    found.push(event);
    if (event.kind === "swap") {
      const [hadOne, hadOther] = [traced.delete(one), traced.delete(other)];
      if (hadOne) traced.add(other);
      if (hadOther) traced.add(one);
    } else if (event.kind !== "add") traced.delete(one);
    if (event.kind === "copy") traced.add(other);
  }
  return found.reverse();
}

function otherCell(event: Event, machine: Machine): number {
  if (event.kind === "copy") return machine.cellOf(event.from);
  return event.kind === "swap" ? machine.cellOf(event.other) : -1;
}
