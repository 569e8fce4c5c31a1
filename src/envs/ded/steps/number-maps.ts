import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { modulo } from "../spec/value.ts";

/** Steps that change every integer on its own, or by its place. */
export const NUMBER_MAPS = [
  step({
    id: "affine",
    takes: "numbers",
    gives: "numbers",
    template: "Multiply every element by {a}, then add {b} to it.",
    slots: { a: integer(-3, 4, 0, 1), b: integer(-9, 9, 0) },
    run: (list, { a, b }) => list.map((x) => a * x + b),
    python: ({ a, b }) => ["for i in range(len(v)):", `    v[i] = v[i] * (${a}) - (${-b})`],
  }),
  step({
    id: "clamp",
    takes: "numbers",
    gives: "numbers",
    template: "Replace every element greater than {high} by {high}, and every element less than {low} by {low}.",
    slots: { high: integer(25, 70), low: integer(-45, 0) },
    run: (list, { high, low }) => list.map((x) => Math.min(high, Math.max(low, x))),
    python: ({ high, low }) => [`v = [${high} if e > ${high} else ${low} if e < ${low} else e for e in v]`],
  }),
  step({
    id: "remainder",
    takes: "numbers",
    gives: "numbers",
    template: "Replace every element by its remainder on division by {m}, taken in the range from 0 to {m} minus 1.",
    slots: { m: integer(23, 99) },
    run: (list, { m }) => list.map((x) => modulo(x, m)),
    python: ({ m }) => [`v = [e - e // ${m} * ${m} for e in v]`],
  }),
  step({
    id: "digit-sum",
    takes: "numbers",
    gives: "numbers",
    template: "Replace every element by {a} times the sum of its decimal digits, keeping the sign of the element.",
    slots: { a: integer(2, 9) },
    run: (list, { a }) =>
      list.map(
        (x) => a * Math.sign(x) * Array.from(String(Math.abs(x))).reduce((total, digit) => total + Number(digit), 0),
      ),
    python: ({ a }) => [
      "w = []",
      "for e in v:",
      "    left, total = abs(e), 0",
      "    while left:",
      "        left, digit = divmod(left, 10)",
      `        total += digit * ${a}`,
      "    w.append(-total if e < 0 else total)",
      "v = w",
    ],
  }),
  step({
    id: "halve-or-grow",
    takes: "numbers",
    gives: "numbers",
    template: "Replace every {parity} element x by {a} * x + {b}; halve every other element, rounding down.",
    slots: { parity: oneOf("even", "odd"), a: integer(2, 5), b: integer(1, 9) },
    run: (list, { parity, a, b }) =>
      list.map((x) => (modulo(x, 2) === (parity === "odd" ? 1 : 0) ? a * x + b : Math.floor(x / 2))),
    python: ({ parity, a, b }) => [
      "w = []",
      "for e in v:",
      `    if e & 1 == ${parity === "odd" ? 1 : 0}:`,
      `        w.append(${b} + e * ${a})`,
      "    else:",
      "        w.append(e >> 1)",
      "v = w",
    ],
  }),
  step({
    id: "negate-places",
    takes: "numbers",
    gives: "numbers",
    template: "Negate the elements at {parity} positions (positions are counted from 1).",
    slots: { parity: oneOf("even", "odd") },
    run: (list, { parity }) => list.map((x, index) => ((index % 2 === 1) === (parity === "even") ? 0 - x : x)),
    python: ({ parity }) => {
      const start = parity === "even" ? 1 : 0;
      return [`v[${start}::2] = [-e for e in v[${start}::2]]`];
    },
  }),
  step({
    id: "add-place",
    takes: "numbers",
    gives: "numbers",
    template: "Add {a} times its position to every element (positions are counted from 1, from the {end}).",
    slots: { a: integer(-4, 5, 0), end: oneOf("left", "right") },
    run: (list, { a, end }) => list.map((x, index) => x + a * (end === "left" ? index + 1 : list.length - index)),
    python: ({ a, end }) =>
      end === "left"
        ? [`v = [e + k * (${a}) for k, e in enumerate(v, 1)]`]
        : ["v.reverse()", `v = [e + k * (${a}) for k, e in enumerate(v, 1)]`, "v.reverse()"],
  }),
  step({
    id: "raise-after",
    takes: "numbers",
    gives: "numbers",
    template:
      "Add {b} to every element that is {order} than the element just before it, comparing the elements as they were before this step (the first element stays).",
    slots: { b: integer(-30, 30, 0), order: oneOf("greater", "less") },
    run: (list, { b, order }) =>
      list.map((x, index) => {
        const before = list[index - 1];
        if (before === undefined) return x;
        return (order === "greater" ? x > before : x < before) ? x + b : x;
      }),
    python: ({ b, order }) => [
      "w = v[:1]",
      "for p, e in zip(v, v[1:]):",
      `    w.append(e + (${b}) if e ${order === "greater" ? ">" : "<"} p else e)`,
      "v = w",
    ],
  }),
  step({
    id: "fold-back",
    takes: "numbers",
    gives: "numbers",
    template: "Replace every element x {side} {c} by {twice} - x.",
    slots: { side: oneOf("greater than", "less than"), c: integer(-20, 40), twice: integer(-40, 80) },
    run: (list, { side, c, twice }) => list.map((x) => ((side === "greater than" ? x > c : x < c) ? twice - x : x)),
    python: ({ side, c, twice }) => [
      "for i, e in enumerate(v):",
      `    if e ${side === "greater than" ? ">" : "<"} ${c}:`,
      `        v[i] = ${twice} - e`,
    ],
  }),
];
