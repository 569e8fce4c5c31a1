import type { Event } from "./event.ts";
import { Machine, type Rule } from "./machine.ts";

const CHANGES: ReadonlySet<Event["kind"]> = new Set(["set", "add", "copy", "swap"]);

/** A way to read a log that spares work, and is wrong. */
export interface Shortcut {
  readonly name: string;
  readonly values: (events: readonly Event[], asked: readonly string[]) => number[];
}

/** Ways that every scored question defeats: each gets at least two of its four values wrong. */
export const SHORTCUTS: readonly Shortcut[] = [
  { name: "last number beside the name", values: lastNumbers },
  ignoring("no undo", "undo"),
  ignoring("no cancel", "cancel"),
  ignoring("no scope", "scope"),
  ignoring("no alias", "alias"),
  ignoring("nothing but changes", "undo", "cancel", "scope", "alias"),
  { name: "the opening and the last tenth", values: (events, asked) => lastPart(events, asked, 10) },
];

/**
 * Rules read in another way, which costs about as much as the right one: each gets at least one of the four values wrong. Those that
 * are right most often come first.
 */
export const MISREADINGS: readonly Shortcut[] = [
  { name: "changes of the first tenth left out", values: (events, asked) => withoutFirst(events, asked, 10) },
  ignoring("cancel up to an end", "cancel within"),
  ignoring("cancel as a change", "cancel is none"),
  ignoring("alias by name", "alias is of a cell"),
  ignoring("undo of what is cancelled", "cancel clears"),
  ignoring("undo of all or nothing", "undo takes the rest"),
  ignoring("undo up to an end", "undo within"),
  ignoring("names as changes", "meaning is none"),
  ignoring("undo as a change", "undo is none"),
  ignoring("swap as two", "swap is one"),
  ignoring("undo of what is undone", "undo goes on"),
  ignoring("sums without modulo", "modulo"),
  ignoring("end for good", "end keeps"),
  ignoring("undo past begin", "undo stops"),
];

/** One more of them, that takes a run for each name. */
export const OWN_LINES: Shortcut = {
  name: "lines with the name or an alias of it only",
  values: (events, asked) => asked.map((name) => runOf(linesAbout(events, name)).valueOf(name)),
};

/** What names hold for who reads these lines of a log only. */
export function valuesBy(events: readonly Event[], asked: readonly string[]): number[] {
  const machine = runOf(events);
  return asked.map((name) => machine.valueOf(name));
}

/** The opening and the last of `parts` parts of a log. */
export function lastPart(events: readonly Event[], asked: readonly string[], parts: number): number[] {
  const opening = events.findIndex(({ kind }) => kind !== "local");
  const from = Math.max(opening, events.length - Math.floor(events.length / parts));
  return valuesBy([...events.slice(0, opening), ...events.slice(from)], asked);
}

/** All but the changes that the first of `parts` parts of a log makes behind its opening. */
function withoutFirst(events: readonly Event[], asked: readonly string[], parts: number): number[] {
  const opening = events.findIndex(({ kind }) => kind !== "local");
  const from = Math.floor(events.length / parts);
  return valuesBy(
    events.filter(({ kind }, at) => at < opening || at >= from || !CHANGES.has(kind)),
    asked,
  );
}

function runOf(events: readonly Event[], ignored: readonly Rule[] = []): Machine {
  const machine = new Machine(ignored);
  for (const event of events) machine.run(event);
  return machine;
}

function ignoring(name: string, ...rules: readonly Rule[]): Shortcut {
  return {
    name,
    values(events, asked) {
      const machine = runOf(events, rules);
      return asked.map((one) => machine.valueOf(one));
    },
  };
}

function lastNumbers(events: readonly Event[], asked: readonly string[]): number[] {
  const last = new Map<string, number>();
  for (const event of events) if ("value" in event) last.set(event.name, Math.abs(event.value));
  return asked.map((name) => last.get(name) ?? 0);
}

/** Lines that begin with a name or a name that is an alias of it at once, and all lines about scopes and undoing. */
function linesAbout(events: readonly Event[], name: string): Event[] {
  const words = new Set([name]);
  for (const event of events) if (event.kind === "alias" && event.of === name) words.add(event.name);
  return events.filter((event) => !("name" in event) || words.has(event.name));
}
