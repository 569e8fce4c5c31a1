import type { Random } from "../../core/index.ts";
import { nonsenseWords } from "../names/nonsense-words.ts";
import type { Event } from "./event.ts";
import { Machine } from "./machine.ts";
import { MODULUS, type TrackLevel } from "./track-levels.ts";

const LARGEST_STEP = 4_999;
const MOST_UNDONE = 4;
/** A scope has about so many lines on average. */
const SCOPE_LINES = 16;

/**
 * Only scopes of at most so many lines, or of this part of a log, are cancelled: a cancelled scope can be skipped, so that long ones would
 * leave little to read.
 */
const CANCELLED_LINES = 160;
const CANCELLED_PART = 24;

/** Lines "a = 12" in a log of any length, about: each makes what stands before it idle for a cell. */
const PLAIN_LINES = 6;

/** Kinds of lines with their weights; which are possible depends on the place. */
const WEIGHTS = [
  ["add", 51],
  ["copy", 10],
  ["swap", 12],
  ["alias", 7],
  ["local", 1],
  ["undo", 10],
] as const;
const KINDS = WEIGHTS.map(([kind]) => kind);
const CHANCES = WEIGHTS.map(([, weight]) => weight);

/** A log with the names that its outermost scope gives. */
export interface Log {
  readonly events: readonly Event[];
  readonly names: readonly string[];
}

/**
 * An undo, `null` where there is nothing to take back. Within a scope it may say more than there is, and then stops where the scope
 * begins.
 */
function drawUndo({ depth, undoable }: Machine, random: Random): Event | null {
  const most = depth > 0 ? MOST_UNDONE : Math.min(MOST_UNDONE, undoable);
  return most === 0 ? null : { kind: "undo", count: 1 + random.below(most) };
}

/** True where it matters most how far an undo reaches: where a scope has ended, and where the open one has few changes yet. */
function matters({ depth, undoable }: Machine, last: Event["kind"] | undefined): boolean {
  return last === "end" || last === "cancel" || (depth > 0 && last !== "undo" && undoable < 2);
}

/** Draws the lines of a log: first the cells, at last every scope closed. */
export function drawLog({ lines, cells: count, aliases: others, depth }: TrackLevel, random: Random): Log {
  const words = nonsenseWords(count + others, random);
  const aliases = words.slice(count);
  // Names that mean a cell everywhere; aliases come to them as the outermost scope gives them.
  const known = words.slice(0, count);
  const machine = new Machine();
  const events: Event[] = [];
  // Where each open scope began.
  const begun: number[] = [];
  const longestCancelled = Math.max(CANCELLED_LINES, lines / CANCELLED_PART);
  const close = (): void => {
    const isShort = events.length - (begun.pop() as number) <= longestCancelled;
    say(isShort && random.chance(2, 5) ? { kind: "cancel" } : { kind: "end" });
  };
  const say = (event: Event): void => {
    if (event.kind === "begin") begun.push(events.length);
    events.push(event);
    machine.run(event);
  };
  for (const name of words.slice(0, count)) say({ kind: "local", name, value: random.below(MODULUS) });
  while (events.length < lines - machine.depth) {
    if (random.below(SCOPE_LINES) === 0 && events.length < lines - machine.depth - 2) {
      if (machine.depth < depth && random.below(depth + 1) >= machine.depth) say({ kind: "begin" });
      else if (machine.depth > 0) close();
      continue;
    }
    const last = events.at(-1)?.kind;
    const undo = matters(machine, last) && random.chance(1, 2) ? drawUndo(machine, random) : null;
    say(undo ?? drawEvent(machine, aliases, known, lines, random));
  }
  while (machine.depth > 0) close();
  return { events, names: known };
}

/** A line that may stand here. An alias that the outermost scope gives for the first time is added to `known`. */
function drawEvent(
  machine: Machine,
  aliases: readonly string[],
  known: string[],
  lines: number,
  random: Random,
): Event {
  const name = random.pick(known);
  if (random.chance(PLAIN_LINES, lines)) {
    const value = random.below(MODULUS);
    if (value !== machine.valueOf(name)) return { kind: "set", name, value };
  }
  const kind = KINDS[random.weighted(CHANCES)] as (typeof KINDS)[number];
  switch (kind) {
    case "copy":
    case "swap": {
      const other = random.pick(known);
      if (machine.valueOf(other) === machine.valueOf(name)) break;
      return kind === "copy" ? { kind, name, from: other } : { kind, name, other };
    }
    case "alias": {
      // In the outermost scope a cell must keep its name; within one, any name may mean something else for a while.
      const alias = random.pick(machine.depth === 0 ? aliases : known);
      const isNew = !known.includes(alias);
      if (!isNew && machine.cellOf(alias) === machine.cellOf(name)) break;
      if (isNew) known.push(alias);
      return { kind, name: alias, of: name };
    }
    case "local":
      if (machine.depth > 0) return { kind, name, value: random.below(MODULUS) };
      break;
    case "undo": {
      const undo = drawUndo(machine, random);
      if (undo !== null) return undo;
      break;
    }
    case "add":
  }
  const step = 1 + random.below(LARGEST_STEP);
  return { kind: "add", name, value: random.chance(1, 2) ? step : -step };
}
