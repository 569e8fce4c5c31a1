import type { Random } from "../../../core/index.ts";
import type { Phrase, Sentence } from "../language/sentence.ts";
import { integer, oneOf, type Slots, type ValuesOf } from "../language/slots.ts";
import { front, type InputKind } from "../spec/operation.ts";
import { alphabetical } from "../spec/value.ts";
import { draftEach } from "./draft.ts";
import { countedLines, ruleValues } from "./read.ts";
import { itemCount, textOf } from "./sizes.ts";

const LABELS = ["art", "chess", "gym", "ink", "lunch", "opera", "rest", "tea", "union", "work", "yoga", "zoo"];

const night = {
  id: "night",
  template: "An interval whose end is not later than its start {night}.",
  slots: { night: oneOf("runs past midnight and ends on the next day", "is left out", "has the length 0") },
} as const satisfies Sentence;
const rounding = {
  id: "rounding",
  template: "The length of every interval is rounded {way} to a multiple of {q} minutes.",
  slots: { way: oneOf("up", "down"), q: integer(3, 20) },
} as const satisfies Sentence;
const bonus = {
  id: "bonus",
  template: "After rounding, {b} minutes are added to the length of every interval that starts {side} {h}:00.",
  slots: { b: integer(1, 45), side: oneOf("before", "at or after"), h: integer(7, 17) },
} as const satisfies Sentence;
const total = {
  id: "total",
  template: "The value of a label is the {f} of the lengths of its intervals in minutes.",
  slots: { f: oneOf("sum", "maximum", "minimum") },
} as const satisfies Sentence;
const order = {
  id: "order",
  template: "The table has one row for every label that has intervals left, in {order}.",
  slots: { order: oneOf("alphabetical order", "reverse alphabetical order", "the order of their first intervals") },
} as const satisfies Sentence;

const valuesOf = <S extends Slots>(
  rules: readonly Phrase[],
  sentence: Sentence & { slots: S },
): ValuesOf<S> | undefined => ruleValues(rules, sentence) as ValuesOf<S> | undefined;

/** Time intervals with labels. */
export const intervals = front({
  id: "intervals",
  gives: "table",
  template:
    "The first line of the input is the number n of intervals; each of the next n lines is a start time, an end time (both HH:MM, from 00:00 to 23:59) and a label of lower-case letters, separated by single spaces. The length of an interval is the number of minutes from its start to its end. A table of labels and values is made by these rules:",
  slots: {},
  rules: [night, rounding, bonus, total, order],
  draftRules: (random, level) =>
    draftEach(random, [
      night,
      ...(level === 1 ? [] : [rounding]),
      ...(level > 1 && random.chance(2, 3) ? [bonus] : []),
      total,
      order,
    ]),
  read(lines, _values, rules) {
    const found = new Map<string, number>();
    for (const line of countedLines(lines)) {
      const [start = "", end = "", label = ""] = line.split(" ");
      const [from, to] = [minutes(start), minutes(end)];
      let length = to - from;
      if (length <= 0) {
        const after = valuesOf(rules, night)?.night;
        if (after === "is left out") continue;
        length = after === "has the length 0" ? 0 : length + 1440;
      }
      const rounded = valuesOf(rules, rounding);
      if (rounded !== undefined)
        length = (rounded.way === "up" ? Math.ceil : Math.floor)(length / rounded.q) * rounded.q;
      const extra = valuesOf(rules, bonus);
      if (extra !== undefined && from < extra.h * 60 === (extra.side === "before")) length += extra.b;
      const before = found.get(label);
      const f = valuesOf(rules, total)?.f;
      if (before === undefined) found.set(label, length);
      else found.set(label, f === "sum" ? before + length : (f === "maximum" ? Math.max : Math.min)(before, length));
    }
    const rows = [...found];
    const sorted = valuesOf(rules, order)?.order;
    if (sorted === "the order of their first intervals") return rows;
    return rows.sort(([a], [b]) => alphabetical(a, b) * (sorted === "alphabetical order" ? 1 : -1));
  },
  python(_values, rules) {
    const after = valuesOf(rules, night)?.night;
    const rounded = valuesOf(rules, rounding);
    const extra = valuesOf(rules, bonus);
    const f = valuesOf(rules, total)?.f ?? "sum";
    const sorted = valuesOf(rules, order)?.order;
    return [
      "found = {}",
      "for line in lines[1:1 + int(lines[0])]:",
      "    start, end, label = line.split()",
      "    h, m = [int(t) for t in start.split(':')]",
      "    hh, mm = [int(t) for t in end.split(':')]",
      ...(after === "runs past midnight and ends on the next day"
        ? ["    size = (60 * (hh - h) + mm - m) % 1440 or 1440"]
        : [`    size = max(0, 60 * (hh - h) + mm - m)`]),
      ...(after === "is left out" ? ["    if not size: continue"] : []),
      ...(rounded === undefined
        ? []
        : [rounded.way === "up" ? `    size += -size % ${rounded.q}` : `    size -= size % ${rounded.q}`]),
      ...(extra === undefined
        ? []
        : [`    if h ${extra.side === "before" ? "<" : ">="} ${extra.h}: size += ${extra.b}`]),
      "    found.setdefault(label, []).append(size)",
      `v = [(label, ${{ sum: "sum", maximum: "max", minimum: "min" }[f]}(sizes)) for label, sizes in found.items()]`,
      ...(sorted === "the order of their first intervals"
        ? []
        : [`v.sort(${sorted === "alphabetical order" ? "" : "reverse=True"})`]),
    ];
  },
  makeInput(random, kind) {
    const labels = random
      .sample(LABELS.length, kind === "equal" ? 1 : kind === "large" ? 9 : 4)
      .map((index) => LABELS[index]);
    const count = itemCount(random, kind, 10, 40);
    const lines = Array.from({ length: count }, () => `${times(random, kind)} ${random.pick(labels)}`);
    return textOf([count, ...lines]);
  },
});

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function times(random: Random, kind: InputKind): string {
  const start = random.below(1440);
  if (kind === "equal") return `${clock(start)} ${clock(start)}`;
  if (kind === "ties") {
    const hour = random.below(24) * 60;
    return `${clock(hour)} ${clock((hour + 60) % 1440)}`;
  }
  if (kind === "huge") return `${clock(random.below(60))} ${clock(1439 - random.below(60))}`;
  // Three in four end on the same day.
  const length = random.chance(3, 4) ? random.below(1440 - start) : random.below(1440);
  return `${clock(start)} ${clock((start + length) % 1440)}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
