import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { modulo } from "../spec/value.ts";

const at = (list: readonly number[], index: number): number => list[index] ?? 0;

/** Dynamic programming, each with a twist: every element becomes the best of all that ends there. */
export const DYNAMIC_STEPS = [
  step({
    id: "best-apart",
    takes: "numbers",
    gives: "numbers",
    template:
      "Replace the element at every position i by the largest sum that elements chosen from positions 1 to i can have, where the positions of any two chosen elements differ by at least {g} (choosing none has the sum 0).",
    slots: { g: integer(2, 4) },
    run: (list, { g }) => {
      const best: number[] = [];
      for (const [index, x] of list.entries()) best.push(Math.max(at(best, index - 1), x + at(best, index - g)));
      return best;
    },
    python: ({ g }) => [
      "import functools",
      "items = tuple(v)",
      "@functools.lru_cache(None)",
      "def best(i):",
      `    return 0 if i <= 0 else max(best(i - 1), items[i - 1] + best(i - ${g}))`,
      "v = [best(i) for i in range(1, len(items) + 1)]",
    ],
  }),
  step({
    id: "ways",
    takes: "numbers",
    gives: "numbers",
    template:
      "Replace the element at every position i by d(i), where d(0) = 1, d(i) = 0 for negative i and for every position whose element is divisible by {q}, and otherwise d(i) = d(i - 1) + d(i - {s}) + {a}, reduced to its remainder on division by {m}.",
    slots: { q: integer(3, 7), s: integer(2, 4), a: integer(0, 5), m: integer(50, 997) },
    run: (list, { q, s, a, m }) => {
      const ways = [1];
      for (const [index, x] of list.entries()) {
        ways.push(modulo(x, q) === 0 ? 0 : (at(ways, index) + at(ways, index + 1 - s) + a) % m);
      }
      return ways.slice(1);
    },
    python: ({ q, s, a, m }) => [
      "d = {0: 1}",
      "for i, e in enumerate(v, 1):",
      `    d[i] = (d.get(i - 1, 0) + d.get(i - ${s}, 0) + ${a}) % ${m} if e % ${q} else 0`,
      "v = [d[i] for i in range(1, len(v) + 1)]",
    ],
  }),
  step({
    id: "chain",
    takes: "numbers",
    gives: "numbers",
    template:
      "Replace every element by the length of the longest subsequence that ends with it and in which each element is {order} than the one before it by at least {k} (an element alone has the length 1).",
    slots: { order: oneOf("greater", "less"), k: integer(1, 12) },
    run: (list, { order, k }) => {
      const longest: number[] = [];
      for (const [index, x] of list.entries()) {
        const before = longest.filter((_, other) => (order === "greater" ? 1 : -1) * (x - at(list, other)) >= k);
        longest[index] = 1 + Math.max(0, ...before);
      }
      return longest;
    },
    python: ({ order, k }) => [
      "w = []",
      "for e in v:",
      "    here = 1",
      "    for p, size in w:",
      `        if ${order === "greater" ? "e - p" : "p - e"} >= ${k} and size >= here:`,
      "            here = size + 1",
      "    w.append((e, here))",
      "v = [size for _, size in w]",
    ],
  }),
  step({
    id: "cheapest-hop",
    takes: "numbers",
    gives: "numbers",
    template:
      "Replace the element at every position i by the {best} total of a path that starts at position 1, ends at position i and moves right by 1 or {k} positions at a time, where the total is the sum of the elements on the path plus {t} for every move by {k}.",
    slots: { best: oneOf("smallest", "largest"), k: integer(2, 4), t: integer(-9, 9, 0) },
    run: (list, { best, k, t }) => {
      const totals: number[] = [];
      for (const [index, x] of list.entries()) {
        const ways = index === 0 ? [0] : [at(totals, index - 1)];
        if (index >= k) ways.push(at(totals, index - k) + t);
        totals.push(x + (best === "smallest" ? Math.min(...ways) : Math.max(...ways)));
      }
      return totals;
    },
    python: ({ best, k, t }) => [
      `reach = [float("inf")] * len(v)`,
      `sign = ${best === "smallest" ? 1 : -1}`,
      "reach[:1] = [sign * e for e in v[:1]]",
      "for i in range(len(v)):",
      `    for hop, toll in ((1, 0), (${k}, ${t})):`,
      "        if i + hop < len(v):",
      "            reach[i + hop] = min(reach[i + hop], reach[i] + sign * (v[i + hop] + toll))",
      "v = [sign * r for r in reach]",
    ],
  }),
  step({
    id: "best-segment",
    takes: "numbers",
    gives: "numbers",
    template:
      "Replace every element by the {best} sum of one or more consecutive elements that end with it, at most {k} of them.",
    slots: { best: oneOf("smallest", "largest"), k: integer(2, 5) },
    run: (list, { best, k }) =>
      list.map((_, index) => {
        const sums: number[] = [];
        for (let from = index; from >= 0 && from > index - k; from -= 1) sums.push((sums.at(-1) ?? 0) + at(list, from));
        return best === "smallest" ? Math.min(...sums) : Math.max(...sums);
      }),
    python: ({ best, k }) => [
      `v = [${best === "smallest" ? "min" : "max"}(sum(v[j:i + 1]) for j in range(max(0, i - ${k - 1}), i + 1)) for i in range(len(v))]`,
    ],
  }),
];
