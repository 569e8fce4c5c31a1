import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { alphabetical, modulo } from "../spec/value.ts";

type Row = readonly [string, number];

/** Steps on tables, whose rows have a label and a value. */
export const TABLE_STEPS = [
  step({
    id: "sort-rows",
    takes: "table",
    gives: "table",
    template: "Sort the rows by value, {first} first; rows of equal value come in {order} order of their labels.",
    slots: { first: oneOf("smallest", "largest"), order: oneOf("alphabetical", "reverse alphabetical") },
    run: (table, { first, order }) =>
      [...table].sort(([a, x], [b, y]) => {
        const apart = (x - y) * (first === "smallest" ? 1 : -1);
        return apart === 0 ? alphabetical(a, b) * (order === "alphabetical" ? 1 : -1) : apart;
      }),
    python: ({ first, order }) => [
      `v.sort(key=lambda r: r[0]${order === "alphabetical" ? "" : ", reverse=True"})`,
      `v.sort(key=lambda r: ${first === "smallest" ? "" : "-"}r[1])`,
    ],
  }),
  step({
    id: "cap-values",
    takes: "table",
    gives: "table",
    template: "Replace every value greater than {c} by {c} plus {part} of what it exceeds {c} by (rounded down).",
    slots: { c: integer(40, 400), part: oneOf("half", "a third", "a tenth") },
    run: (table, { c, part }) =>
      table.map(([label, x]): Row => [
        label,
        x > c ? c + Math.floor((x - c) / { half: 2, "a third": 3, "a tenth": 10 }[part]) : x,
      ]),
    python: ({ c, part }) => [
      `v = [(k, min(e, ${c}) + max(0, e - ${c}) // ${{ half: 2, "a third": 3, "a tenth": 10 }[part]}) for k, e in v]`,
    ],
  }),
  step({
    id: "fee",
    takes: "table",
    gives: "table",
    template: "Add {b} to the value of every row whose label {test}.",
    slots: {
      b: integer(-60, 60, 0),
      test: oneOf("begins with a vowel", "has more than three letters", "contains the letter e"),
    },
    run: (table, { b, test }) =>
      table.map(([label, x]): Row => {
        const hit =
          test === "begins with a vowel"
            ? "aeiou".includes(label.slice(0, 1))
            : test === "has more than three letters"
              ? label.length > 3
              : label.includes("e");
        return [label, hit ? x + b : x];
      }),
    python: ({ b, test }) => {
      const check = {
        "begins with a vowel": "k[0] in 'aeiou'",
        "has more than three letters": "len(k) >= 4",
        "contains the letter e": "k.count('e')",
      }[test];
      return ["for i, (k, e) in enumerate(v):", `    if ${check}:`, `        v[i] = (k, e + (${b}))`];
    },
  }),
  step({
    id: "running-values",
    takes: "table",
    gives: "table",
    template: "Replace every value by the sum of the values from its row {way} row, its own included.",
    slots: { way: oneOf("up to the first", "down to the last") },
    run: (table, { way }) =>
      table.map(([label], index): Row => {
        const part = way === "up to the first" ? table.slice(0, index + 1) : table.slice(index);
        return [label, part.reduce((total, [, x]) => total + x, 0)];
      }),
    python: ({ way }) => {
      const turn = way === "up to the first" ? [] : ["v.reverse()"];
      return [
        ...turn,
        "total, w = 0, []",
        "for k, e in v:",
        "    total += e",
        "    w.append((k, total))",
        "v = w",
        ...turn,
      ];
    },
  }),
  step({
    id: "round-values",
    takes: "table",
    gives: "table",
    template: "Round every value {way} to a multiple of {q}.",
    slots: { way: oneOf("up", "down"), q: integer(4, 25) },
    run: (table, { way, q }) =>
      table.map(([label, x]): Row => [label, (way === "up" ? Math.ceil(x / q) : Math.floor(x / q)) * q]),
    python: ({ way, q }) => [`v = [(k, ${way === "up" ? `e + -e % ${q}` : `e - e % ${q}`}) for k, e in v]`],
  }),
  step({
    id: "drop-rows",
    takes: "table",
    gives: "table",
    shrinks: true,
    template:
      "Remove the rows whose value, divided by {m}, has the remainder {r} (in the range from 0 to {m} minus 1).",
    slots: { m: integer(3, 5), r: integer(0, 4) },
    accepts: ({ m, r }) => r < m,
    run: (table, { m, r }) => table.filter(([, x]) => modulo(x, m) !== r),
    python: ({ m, r }) => [`v = [(k, e) for k, e in v if (e - ${r}) % ${m}]`],
  }),
  step({
    id: "against-best",
    takes: "table",
    gives: "table",
    template: "Replace every value by how far it is from the {which} value in the table, times {a}.",
    slots: { which: oneOf("largest", "smallest"), a: integer(1, 4) },
    run: (table, { which, a }) => {
      const values = table.map(([, x]) => x);
      const mark = which === "largest" ? Math.max(...values) : Math.min(...values);
      return table.map(([label, x]): Row => [label, a * Math.abs(mark - x)]);
    },
    python: ({ which, a }) => [
      `mark = ${which === "largest" ? "max" : "min"}([e for _, e in v], default=0)`,
      `v = [(k, abs(e - mark) * ${a}) for k, e in v]`,
    ],
  }),
  step({
    id: "label-order",
    takes: "table",
    gives: "table",
    template: "Sort the rows by the {end} letter of their labels, {order}; rows with the same letter keep their order.",
    slots: { end: oneOf("first", "last"), order: oneOf("from a to z", "from z to a") },
    run: (table, { end, order }) =>
      [...table].sort(
        ([a], [b]) =>
          alphabetical(end === "first" ? a.slice(0, 1) : a.slice(-1), end === "first" ? b.slice(0, 1) : b.slice(-1)) *
          (order === "from a to z" ? 1 : -1),
      ),
    python: ({ end, order }) => [
      `v = sorted(v, key=lambda r: ${order === "from a to z" ? "" : "-"}ord(r[0][${end === "first" ? 0 : -1}]))`,
    ],
  }),
  step({
    id: "exchange-values",
    takes: "table",
    gives: "table",
    template: "Move the value of every row to the row {way}, and that of the {end} row to the other end of the table.",
    slots: { way: oneOf("below", "above"), end: oneOf("last", "first") },
    accepts: ({ way, end }) => (way === "below") === (end === "last"),
    run: (table, { way }) =>
      table.map(([label], index): Row => {
        const from = (index + (way === "below" ? table.length - 1 : 1)) % table.length;
        return [label, (table[from] as readonly [string, number])[1]];
      }),
    python: ({ way }) => [
      "e = [r[1] for r in v]",
      `e = ${way === "below" ? "e[-1:] + e[:-1]" : "e[1:] + e[:1]"}`,
      "v = [(r[0], x) for r, x in zip(v, e)]",
    ],
  }),
];
