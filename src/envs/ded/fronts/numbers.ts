import { oneOf } from "../language/slots.ts";
import { front } from "../spec/operation.ts";
import { integersIn } from "./read.ts";
import { integersOf, itemCount, textOf } from "./sizes.ts";

const HUGE = 1_000_000_000;
const SEPARATORS = { "single spaces": " ", commas: ",", semicolons: ";" } as const;

/** A list of integers on one line. */
export const numbersLine = front({
  id: "numbers-line",
  gives: "numbers",
  template:
    "The input is one line of integers separated by {separator}; the line may be empty. Call these integers, in the order given, the list.",
  slots: { separator: oneOf("single spaces", "commas", "semicolons") },
  rules: [],
  draftRules: () => [],
  read: ([line = ""], { separator }) => (line === "" ? [] : line.split(SEPARATORS[separator]).map(Number)),
  python: ({ separator }) => [
    separator === "single spaces"
      ? "v = list(map(int, lines[0].split()))"
      : `v = [int(t) for t in lines[0].split('${SEPARATORS[separator]}') if t.strip()]`,
  ],
  makeInput: (random, kind, { separator }) =>
    textOf([integersOf(random, kind, itemCount(random, kind), HUGE).join(SEPARATORS[separator])]),
});

/** A list of integers, each on a line of its own. */
export const numbersLines = front({
  id: "numbers-lines",
  gives: "numbers",
  template:
    "The first line of the input is a number n; each of the next n lines holds one integer. Call these integers, {order}, the list.",
  slots: { order: oneOf("in the order given", "the last one first") },
  rules: [],
  draftRules: () => [],
  read: (lines, { order }) => {
    const list = lines.slice(1, 1 + Number(lines[0])).map(Number);
    return order === "in the order given" ? list : list.reverse();
  },
  python: ({ order }) => [
    "v = [int(lines[i]) for i in range(1, int(lines[0]) + 1)]",
    ...(order === "in the order given" ? [] : ["v = v[::-1]"]),
  ],
  makeInput: (random, kind) => {
    const list = integersOf(random, kind, itemCount(random, kind), HUGE);
    return textOf([list.length, ...list]);
  },
});

/** A list of integers of which the first line says how it is cut out of a longer one. */
export const numbersSlice = front({
  id: "numbers-slice",
  gives: "numbers",
  template:
    "The first line of the input holds two integers s and t separated by a single space, the second line integers separated by single spaces (it may be empty). Call the list: the integers of the second line that are {low} s and {high} t, in the order given.",
  slots: { low: oneOf("at least", "greater than"), high: oneOf("at most", "less than") },
  rules: [],
  draftRules: () => [],
  read: ([bounds, line], { low, high }) => {
    const [s = 0, t = 0] = integersIn(bounds);
    return integersIn(line).filter(
      (x) => (low === "at least" ? x >= s : x > s) && (high === "at most" ? x <= t : x < t),
    );
  },
  python: ({ low, high }) => [
    "s, t = [int(p) for p in lines[0].split()]",
    `v = [e for e in map(int, lines[1].split()) if s ${low === "at least" ? "<=" : "<"} e ${high === "at most" ? "<=" : "<"} t]`,
  ],
  makeInput: (random, kind) => {
    const list = integersOf(random, kind, itemCount(random, kind, 14), HUGE);
    const sorted = [...list].sort((a, b) => a - b);
    const low = sorted[random.below(2)] ?? 0;
    const high = sorted.at(-1 - random.below(2)) ?? 5;
    return textOf([`${Math.min(low, high)} ${Math.max(low, high)}`, list.join(" ")]);
  },
});
