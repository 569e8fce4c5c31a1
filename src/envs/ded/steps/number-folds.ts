import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { sum } from "../spec/value.ts";

const FOLDS = {
  sum,
  maximum: (list: readonly number[]) => Math.max(...list),
  minimum: (list: readonly number[]) => Math.min(...list),
};
const PYTHON_FOLDS = { sum: "sum", maximum: "max", minimum: "min" };
const fold = oneOf("sum", "maximum", "minimum");

/** Steps that let elements meet their neighbours. */
export const NUMBER_FOLDS = [
  step({
    id: "running",
    takes: "numbers",
    gives: "numbers",
    template: "Replace every element by the {f} of the elements from the first one up to and including it.",
    slots: { f: fold },
    run: (list, { f }) => list.map((_, index) => FOLDS[f](list.slice(0, index + 1))),
    python: ({ f }) => [
      "import itertools",
      `v = list(itertools.accumulate(v${f === "sum" ? "" : `, ${PYTHON_FOLDS[f]}`}))`,
    ],
  }),
  step({
    id: "blocks",
    takes: "numbers",
    gives: "numbers",
    shrinks: true,
    template:
      "Split the list from the left into blocks of {k} elements (the last block may be shorter) and replace each block by its {f}.",
    slots: { k: integer(2, 3), f: fold },
    run: (list, { k, f }) => {
      const blocks: number[] = [];
      for (let at = 0; at < list.length; at += k) blocks.push(FOLDS[f](list.slice(at, at + k)));
      return blocks;
    },
    python: ({ k, f }) => [
      "w = []",
      "while v:",
      `    w.append(${PYTHON_FOLDS[f]}(v[:${k}]))`,
      `    del v[:${k}]`,
      "v = w",
    ],
  }),
  step({
    id: "windows",
    takes: "numbers",
    gives: "numbers",
    template:
      "Replace the list by the {f} of every {k} consecutive elements, from left to right (by an empty list if there are fewer than {k}).",
    slots: { k: integer(2, 4), f: fold },
    run: (list, { k, f }) =>
      list.slice(0, Math.max(0, list.length - k + 1)).map((_, index) => FOLDS[f](list.slice(index, index + k))),
    python: ({ k, f }) => [
      `columns = [v[s:] for s in range(${k})]`,
      `v = [${PYTHON_FOLDS[f]}(window) for window in zip(*columns)]`,
    ],
  }),
  step({
    id: "differences",
    takes: "numbers",
    gives: "numbers",
    template:
      "Replace the list by the differences of neighbours, each element {order} (an empty list and a list of one element become empty).",
    slots: { order: oneOf("minus the one before it", "minus the one after it") },
    run: (list, { order }) =>
      list
        .slice(1)
        .map((x, index) => (order === "minus the one before it" ? 1 : -1) * (x - (list[index] as number)) + 0),
    python: ({ order }) => [
      `v = [${order === "minus the one before it" ? "b - a" : "a - b"} for a, b in zip(v, v[1:])]`,
    ],
  }),
  step({
    id: "append-fold",
    takes: "numbers",
    gives: "numbers",
    template: "Put the {f} of all elements at the {end} of the list (an empty list stays empty).",
    slots: { f: fold, end: oneOf("front", "back") },
    run: (list, { f, end }) =>
      list.length === 0 ? [] : end === "front" ? [FOLDS[f](list), ...list] : [...list, FOLDS[f](list)],
    python: ({ f, end }) => ["if v:", `    v.insert(${end === "front" ? "0" : "len(v)"}, ${PYTHON_FOLDS[f]}(v))`],
  }),
  step({
    id: "carry",
    takes: "numbers",
    gives: "numbers",
    template:
      "Go through the list from left to right with a carry that starts at {c}: add the carry to each element, and let the carry become the new element's remainder on division by {m} (in the range from 0 to {m} minus 1).",
    slots: { c: integer(0, 9), m: integer(3, 17) },
    run: (list, { c, m }) => {
      let carry = c;
      return list.map((x) => {
        const grown = x + carry;
        carry = ((grown % m) + m) % m;
        return grown;
      });
    },
    python: ({ c, m }) => ["w = []", "for e in v:", `    w.append(e + (w[-1] % ${m} if w else ${c}))`, "v = w"],
  }),
  step({
    id: "subtract-fold",
    takes: "numbers",
    gives: "numbers",
    template: "Subtract the {f} of all elements from every element.",
    slots: { f: oneOf("maximum", "minimum") },
    run: (list, { f }) => list.map((x) => x - FOLDS[f](list)),
    python: ({ f }) => [`pivot = sorted(v)[${f === "maximum" ? -1 : 0}] if v else 0`, "v = [e - pivot for e in v]"],
  }),
];
