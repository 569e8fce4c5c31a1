import type { Random } from "../../../core/index.ts";
import type { Phrase, Sentence } from "../language/sentence.ts";
import { integer, oneOf, type Slots, type ValuesOf } from "../language/slots.ts";
import { front, type InputKind } from "../spec/operation.ts";
import { alphabetical } from "../spec/value.ts";
import { draftEach } from "./draft.ts";
import { ruleValues } from "./read.ts";
import { itemCount, textOf } from "./sizes.ts";

const NAMES = ["ash", "beech", "cedar", "elm", "fir", "hazel", "ivy", "larch", "maple", "oak", "olive", "pine", "yew"];
const MARKS = { "a colon": ":", "an equals sign": "=", "a tilde": "~" } as const;

const comment = {
  id: "comment",
  template: "Lines that begin with {mark} are ignored, and so are empty lines.",
  slots: { mark: oneOf("#", ";", "!") },
} as const satisfies Sentence;
const units = {
  id: "units",
  template: "An amount that ends in {unit} counts {m} times the number before it; the other amounts are plain numbers.",
  slots: { unit: oneOf("k", "x", "d"), m: integer(6, 60) },
} as const satisfies Sentence;
const repeats = {
  id: "repeats",
  template: "The value of a name is the {f} of its amounts.",
  slots: { f: oneOf("sum", "first", "last", "maximum", "minimum") },
} as const satisfies Sentence;
const flagged = {
  id: "flagged",
  template:
    "If a name is written with a leading {flag}, the amount is {effect}; the {flag} does not belong to the name.",
  slots: { flag: oneOf("-", "*", "?"), effect: oneOf("subtracted from 0", "doubled", "taken as 0") },
} as const satisfies Sentence;
const order = {
  id: "order",
  template: "The table has one row for every name, in {order}.",
  slots: {
    order: oneOf(
      "alphabetical order",
      "the order in which the names occur first",
      "the order in which the names occur last",
    ),
  },
} as const satisfies Sentence;

/** Text to be parsed: names and amounts among comments. */
export const entries = front({
  id: "entries",
  gives: "table",
  template:
    "The input is any number of lines (possibly none), each of them a name of letters, {mark} and an amount, with any number of spaces on both sides of the mark. Names in upper and lower case are the same name and are written in lower case. A table of names (the labels) and values is made by these rules:",
  slots: { mark: oneOf("a colon", "an equals sign", "a tilde") },
  rules: [comment, units, flagged, repeats, order],
  draftRules: (random, level) =>
    draftEach(random, [
      ...(random.chance(1, 2) ? [comment] : []),
      ...(level > 1 || random.chance(1, 2) ? [units] : []),
      ...(level > 2 || random.chance(1, 2) ? [flagged] : []),
      repeats,
      order,
    ]),
  read(lines, { mark }, rules) {
    const found = new Map<string, number[]>();
    const skip = valuesOf(rules, comment)?.mark;
    const unit = valuesOf(rules, units);
    const flag = valuesOf(rules, flagged);
    const last = valuesOf(rules, order)?.order === "the order in which the names occur last";
    for (const line of lines) {
      if (line === "" || (skip !== undefined && line.startsWith(skip))) continue;
      const [left = "", right = ""] = line.split(MARKS[mark]).map((part) => part.trim().toLowerCase());
      const scaled = unit !== undefined && right.endsWith(unit.unit);
      let amount = scaled ? Number(right.slice(0, -1)) * unit.m : Number(right);
      const marked = flag !== undefined && left.startsWith(flag.flag);
      if (marked) amount *= { "subtracted from 0": -1, doubled: 2, "taken as 0": 0 }[flag.effect];
      const name = marked ? left.slice(1) : left;
      const amounts = found.get(name) ?? [];
      if (last) found.delete(name);
      found.set(name, [...amounts, amount + 0]);
    }
    const f = valuesOf(rules, repeats)?.f ?? "sum";
    const rows = [...found].map(([name, amounts]) => [name, foldOf(f, amounts)] as const);
    return valuesOf(rules, order)?.order === "alphabetical order" ? rows.sort(([a], [b]) => alphabetical(a, b)) : rows;
  },
  python({ mark }, rules) {
    const skip = valuesOf(rules, comment)?.mark;
    const unit = valuesOf(rules, units);
    const flag = valuesOf(rules, flagged);
    const sorted = valuesOf(rules, order)?.order;
    const f = valuesOf(rules, repeats)?.f ?? "sum";
    return [
      "found = {}",
      "for line in lines:",
      skip === undefined
        ? "    if not line.strip(): continue"
        : `    if not line.strip() or line[0] == '${skip}': continue`,
      `    name, _, amount = line.lower().partition('${MARKS[mark]}')`,
      "    name, amount, times = name.strip(), amount.strip(), 1",
      ...(unit === undefined ? [] : [`    if amount[-1] == '${unit.unit}': amount, times = amount[:-1], ${unit.m}`]),
      ...(flag === undefined
        ? []
        : [
            `    if name[0] == '${flag.flag}': name, times = name[1:], times * ${{ "subtracted from 0": -1, doubled: 2, "taken as 0": 0 }[flag.effect]}`,
          ]),
      sorted === "the order in which the names occur last"
        ? "    found[name] = found.pop(name, []) + [int(amount) * times]"
        : "    found.setdefault(name, []).append(int(amount) * times)",
      `v = [(k, ${{ sum: "sum(e)", first: "e[0]", last: "e[-1]", maximum: "max(e)", minimum: "min(e)" }[f]}) for k, e in found.items()]`,
      ...(sorted === "alphabetical order" ? ["v.sort(key=lambda r: r[0])"] : []),
    ];
  },
  makeInput: (random, kind, { mark }, rules) => textOf(entryLines(random, kind, MARKS[mark], rules)),
});

function valuesOf<S extends Slots>(
  rules: readonly Phrase[],
  sentence: Sentence & { slots: S },
): ValuesOf<S> | undefined {
  return ruleValues(rules, sentence) as ValuesOf<S> | undefined;
}

function foldOf(f: "sum" | "first" | "last" | "maximum" | "minimum", amounts: readonly number[]): number {
  if (f === "sum") return amounts.reduce((total, amount) => total + amount, 0);
  if (f === "first" || f === "last") return amounts.at(f === "first" ? 0 : -1) ?? 0;
  return f === "maximum" ? Math.max(...amounts) : Math.min(...amounts);
}

function entryLines(random: Random, kind: InputKind, mark: string, rules: readonly Phrase[]): string[] {
  const names = random
    .sample(NAMES.length, kind === "equal" ? 1 : kind === "large" ? 11 : 5)
    .map((index) => NAMES[index] as string);
  const skip = valuesOf(rules, comment)?.mark;
  const unit = valuesOf(rules, units)?.unit;
  const flag = valuesOf(rules, flagged)?.flag;
  const lines: string[] = [];
  for (let left = itemCount(random, kind, 10, 45); left > 0; left -= 1) {
    if (skip !== undefined && random.chance(1, 6))
      lines.push(random.chance(1, 3) ? "" : `${skip}${random.pick(NAMES)} ${mark} 7`);
    const name = random.pick(names);
    const cased = random.chance(1, 4) ? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` : name;
    const amount = kind === "ties" ? random.between(1, 3) : random.between(0, kind === "huge" ? 1_000_000_000 : 300);
    const written = `${flag !== undefined && random.chance(1, 3) ? flag : ""}${cased}`;
    const blanks = (): string => " ".repeat(random.below(3));
    lines.push(
      `${written}${blanks()}${mark}${blanks()}${amount}${unit !== undefined && random.chance(1, 3) ? unit : ""}`,
    );
  }
  return lines;
}
