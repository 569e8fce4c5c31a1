import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { modulo } from "../spec/value.ts";

/** Steps that choose integers and put them in another order. */
export const NUMBER_ORDERS = [
  step({
    id: "keep-remainder",
    takes: "numbers",
    gives: "numbers",
    shrinks: true,
    template:
      "{action} the elements whose remainder on division by {m} is {r} (remainders are taken in the range from 0 to {m} minus 1).",
    slots: { action: oneOf("Keep only", "Remove"), m: integer(2, 4), r: integer(0, 3) },
    accepts: ({ m, r }) => r < m,
    run: (list, { action, m, r }) => list.filter((x) => (modulo(x, m) === r) === (action === "Keep only")),
    python: ({ action, m, r }) => [
      `v = list(filter(lambda e: ${action === "Keep only" ? "" : "not "}(e - ${r}) % ${m} == 0, v))`,
    ],
  }),
  step({
    id: "collapse",
    takes: "numbers",
    gives: "numbers",
    template: "Whenever two or more neighbouring elements are equal, put a single {what} in the place of the run.",
    slots: { what: oneOf("one of them", "element that is their sum") },
    run: (list, { what }) => {
      const runs: { value: number; count: number }[] = [];
      for (const value of list) {
        const last = runs.at(-1);
        if (last?.value === value) last.count += 1;
        else runs.push({ value, count: 1 });
      }
      return runs.map(({ value, count }) => (what === "one of them" ? value : value * count));
    },
    python: ({ what }) => [
      "import itertools",
      what === "one of them"
        ? "v = [key for key, _ in itertools.groupby(v)]"
        : "v = [sum(group) for _, group in itertools.groupby(v)]",
    ],
  }),
  step({
    id: "rotate",
    takes: "numbers",
    gives: "numbers",
    template: "Move the {end} element to the other end of the list, {k} times in a row (an empty list stays empty).",
    slots: { end: oneOf("first", "last"), k: integer(1, 5) },
    run: (list, { end, k }) => {
      if (list.length === 0) return list;
      const cut = modulo(end === "first" ? k : -k, list.length);
      return [...list.slice(cut), ...list.slice(0, cut)];
    },
    python: ({ end, k }) => [
      "from collections import deque",
      "w = deque(v)",
      `w.rotate(${end === "first" ? -k : k})`,
      "v = list(w)",
    ],
  }),
  step({
    id: "sort-distance",
    takes: "numbers",
    gives: "numbers",
    template:
      "Sort the list by the distance of the elements from {c}, {first} first; of elements at the same distance the {tie} comes first.",
    slots: { c: integer(-20, 40), first: oneOf("nearest", "farthest"), tie: oneOf("smaller", "larger") },
    run: (list, { c, first, tie }) =>
      [...list].sort((a, b) => {
        const apart = Math.abs(a - c) - Math.abs(b - c);
        return apart === 0 ? (tie === "smaller" ? a - b : b - a) : first === "nearest" ? apart : -apart;
      }),
    python: ({ c, first, tie }) => [
      `v.sort(reverse=${tie === "smaller" ? "False" : "True"})`,
      `v.sort(key=lambda e: ${first === "nearest" ? "" : "-"}abs(e - (${c})))`,
    ],
  }),
  step({
    id: "drop-every",
    takes: "numbers",
    gives: "numbers",
    shrinks: true,
    template: "Remove the elements whose position is a multiple of {k} (positions are counted from 1).",
    slots: { k: integer(2, 5) },
    run: (list, { k }) => list.filter((_, index) => (index + 1) % k !== 0),
    python: ({ k }) => [`del v[${k - 1}::${k}]`],
  }),
  step({
    id: "reverse-blocks",
    takes: "numbers",
    gives: "numbers",
    template:
      "Split the list from the left into blocks of {k} elements (the last block may be shorter) and reverse the order within each block.",
    slots: { k: integer(2, 5) },
    run: (list, { k }) => list.map((x, index) => list[mirrored(index, k, list.length)] ?? x),
    python: ({ k }) => ["w = []", `for s in range(0, len(v), ${k}):`, `    w.extend(reversed(v[s:s + ${k}]))`, "v = w"],
  }),
  step({
    id: "interleave",
    takes: "numbers",
    gives: "numbers",
    template:
      "Cut the list into two halves (if the number of elements is odd, the first half has one more) and build a new list by taking elements alternately from both halves, beginning with the {start} half; once a half is used up, the rest of the other follows.",
    slots: { start: oneOf("first", "second") },
    run: (list, { start }) => {
      const middle = Math.ceil(list.length / 2);
      const halves = [list.slice(0, middle), list.slice(middle)] as const;
      const [one, other] = start === "first" ? halves : [halves[1], halves[0]];
      return Array.from({ length: middle }, (_, index) => [
        ...one.slice(index, index + 1),
        ...other.slice(index, index + 1),
      ]).flat();
    },
    python: ({ start }) => [
      "h = (len(v) + 1) // 2",
      start === "first" ? "a, b = v[:h], v[h:]" : "b, a = v[:h], v[h:]",
      "v = []",
      "while a or b:",
      "    v += a[:1] + b[:1]",
      "    a, b = a[1:], b[1:]",
    ],
  }),
  step({
    id: "unique",
    takes: "numbers",
    gives: "numbers",
    template: "Of elements that are equal keep only the {which} one.",
    slots: { which: oneOf("first", "last") },
    run: (list, { which }) =>
      list.filter((x, index) => (which === "first" ? list.indexOf(x) : list.lastIndexOf(x)) === index),
    python: ({ which }) =>
      which === "first" ? ["v = list(dict.fromkeys(v))"] : ["v = list(dict.fromkeys(v[::-1]))[::-1]"],
  }),
  step({
    id: "partition",
    takes: "numbers",
    gives: "numbers",
    template:
      "Move all elements {side} {c} to the {end} of the list; within both groups the elements keep their order.",
    slots: { side: oneOf("greater than", "less than"), c: integer(-10, 40), end: oneOf("front", "back") },
    run: (list, { side, c, end }) => {
      const moves = (x: number): boolean => (side === "greater than" ? x > c : x < c);
      const moved = list.filter(moves);
      const rest = list.filter((x) => !moves(x));
      return end === "front" ? [...moved, ...rest] : [...rest, ...moved];
    },
    python: ({ side, c, end }) => {
      const test = `e ${side === "greater than" ? ">" : "<"} ${c}`;
      return [`v.sort(key=lambda e: ${end === "front" ? "0 if" : "1 if"} ${test} else ${end === "front" ? 1 : 0})`];
    },
  }),
];

/** Where the element comes from that stands at `index` once blocks of `size` are reversed. */
function mirrored(index: number, size: number, length: number): number {
  const start = index - (index % size);
  return start + Math.min(start + size, length) - 1 - index;
}
