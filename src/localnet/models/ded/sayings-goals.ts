import type { Gaps, Saying } from "./grammar.ts";

const goal = (asked: unknown, none?: unknown): unknown => ({ part: "goal", goal: asked, none });
const tally = (measure: unknown, of: unknown, none?: unknown): unknown => goal({ goal: "tally", measure, of }, none);

/** One number about all items. */
export const TALLIES: readonly Saying[] = [
  ["Print how many ITEMS count.", () => tally("count", null)],
  ["How many ITEMS count? Print the number.", () => tally("count", null)],
  ["Print the total {q:w} of the ITEMS that count.", ({ q }) => tally("total", q)],
  ["Add up the {q:w} of all ITEMS that count, and print the sum.", ({ q }) => tally("total", q)],
  ["Print how many different {q:w} values the ITEMS that count have.", ({ q }) => tally("different", q)],
  [
    "How many different {q:w} values are there among the ITEMS that count? Print the number.",
    ({ q }) => tally("different", q),
  ],
  ["Print the {v:w} {q:w} among the ITEMS that count, or {x:none} if none counts.", ({ v, q, x }) => tally(v, q, x)],
  ["Of the ITEMS that count, print the {v:w} {q:w}. If none counts, print {x:none}.", ({ v, q, x }) => tally(v, q, x)],
];

const linked =
  (link: string) =>
  ({ a, b, p, n }: Gaps): unknown => ({ link, earlier: a, later: b, sum: p ?? null, divisor: n ?? null });

/** What links the two of a pair. */
export const LINKS: readonly Saying[] = [
  ["the {a:w} of the earlier one equals the {b:w} of the later one", linked("same")],
  ["the earlier one's {a:w} is the same as the later one's {b:w}", linked("same")],
  ["the {a:w} of the earlier one and the {b:w} of the later one add up to {p:P}", linked("sum")],
  ["the earlier one's {a:w} and the later one's {b:w} give {p:P} together", linked("sum")],
  [
    "the {a:w} of the earlier one and the {b:w} of the later one leave the same remainder on division by {n:#}",
    linked("remainder"),
  ],
  ["the earlier one's {a:w} and the later one's {b:w} are equal modulo {n:#}", linked("remainder")],
];

const apart =
  (side: string) =>
  ({ p }: Gaps): unknown => ({ side, parameter: p });

export const DISTANCES: readonly Saying[] = [
  ["their positions differ by at least {p:P}", apart("atLeast")],
  ["their positions are {p:P} or more apart", apart("atLeast")],
  ["their positions differ by at most {p:P}", apart("atMost")],
  ["their positions are no more than {p:P} apart", apart("atMost")],
];

export const LINKED: readonly Saying[] = [
  ["{l:link}", ({ l }) => ({ ...(l as object), apart: null })],
  ["{l:link} and {d:distance}", ({ l, d }) => ({ ...(l as object), apart: d })],
];

const count = ({ l }: Gaps): unknown => goal({ goal: "pair", aim: "count", ...(l as object), gain: null });
const best = ({ l, g, h, x }: Gaps): unknown =>
  goal({ goal: "pair", aim: "best", ...(l as object), gain: { earlier: g, later: h } }, x);

export const PAIR_GOALS: readonly Saying[] = [
  ["Count the pairs of ITEMS in which {l:linked}. Print their number.", count],
  ["In how many pairs of ITEMS is it so that {l:linked}? Print the number.", count],
  [
    "Look at all pairs of ITEMS in which {l:linked}. Print the largest value that the {g:w} of the earlier one plus the {h:w} of the later one has in any of them, or {x:none} if there is no such pair.",
    best,
  ],
  [
    "For every pair of ITEMS in which {l:linked}, add the earlier one's {g:w} to the later one's {h:w}, and print the largest of these sums. If there is no such pair, print {x:none}.",
    best,
  ],
];

/** What a group is worth. */
export const SCORES: readonly Saying[] = [
  ["the number of ITEMS in it", () => ({ score: "size" })],
  ["the total {q:w} of the ITEMS in it", ({ q }) => ({ score: "total", of: q })],
  ["the largest {q:w} in it", ({ q }) => ({ score: "largest", of: q })],
  ["the difference of the positions of its last and its first member", () => ({ score: "span" })],
  ["the number of different {q:w} values in it", ({ q }) => ({ score: "different", of: q })],
];

const group = ({ k, p, s, v, x }: Gaps): unknown =>
  goal({ goal: "group", by: k, ...(s as object), pick: v === "largest" ? "most" : "least", size: p }, x);
const choose = ({ q, p }: Gaps): unknown => goal({ goal: "choose", of: q, apart: p });
const cut = ({ q, p, x }: Gaps): unknown => goal({ goal: "cut", of: q, parts: p }, x);

export const GROUP_GOALS: readonly Saying[] = [
  [
    "Put all ITEMS with the same {k:w} into one group. Groups of fewer than {p:P} ITEMS do not count. The value of a group is {s:score}. Find the group with the {v:w} value; of several the one with the smallest {k:w}. Print its {k:w} and its value, separated by a space; if no group counts, print {x:none}.",
    group,
  ],
  [
    "Sort the ITEMS into groups, one for each {k:w} that occurs, and take for each group {s:score}. Among the groups of {p:P} ITEMS or more, look for the {v:w} such number. Print the {k:w} of that group and the number itself, separated by a space. If several groups have it, take the one whose {k:w} is smallest. Print {x:none} if no group has {p:P} ITEMS or more.",
    group,
  ],
];

const step =
  (n: unknown) =>
  (gaps: Gaps): unknown => ({ link: "step", later: gaps["a"], earlier: gaps["b"], step: n ?? gaps["n"] });
const rise =
  (link: string) =>
  (gaps: Gaps): unknown => ({ link, earlier: gaps["a"], later: gaps["a"], step: 0 });

/** What holds between neighbours of a chain. */
export const CHAIN_RULES: readonly Saying[] = [
  ["the {a:w} of every ITEM but the first equals the {b:w} of the one chosen just before it", step(0)],
  [
    "the {a:w} of every ITEM but the first is exactly {n:#} more than the {b:w} of the one chosen just before it",
    step(undefined),
  ],
  ["the {a:w} of every ITEM but the first is larger than that of the one chosen just before it", rise("always rises")],
  ["the {a:w} of every ITEM but the first is at least that of the one chosen just before it", rise("never falls")],
];

const chain = ({ r }: Gaps): unknown => goal({ goal: "chain", ...(r as object) });

export const OTHER_GOALS: readonly Saying[] = [
  [
    "Choose any number of ITEMS, or none at all, in such a way that the positions of any two of them differ by at least {p:P}. Print the largest total {q:w} that can be reached (the total of no ITEMS is 0).",
    choose,
  ],
  [
    "What is the largest total {q:w} of a choice of ITEMS in which no two have positions that differ by less than {p:P}? The empty choice is allowed and has the total 0. Print that total.",
    choose,
  ],
  [
    "A chain is a choice of ITEMS, not necessarily neighbours, in the order of the input, such that {r:chain}. Print how many ITEMS the longest chain has (0 if no ITEM counts).",
    chain,
  ],
  [
    "How many ITEMS can be chosen at most, if, taken in the order of the input, {r:chain}? Print the number; it is 0 if no ITEM counts.",
    chain,
  ],
  [
    "Cut the row of ITEMS that count into at most {p:P} stretches, so that every one of them belongs to exactly one stretch, and look at the largest total {q:w} of a stretch. Print the smallest value that this can have, or {x:none} if no ITEM counts.",
    cut,
  ],
  [
    "The ITEMS that count are to be divided, in their order, into {p:P} stretches or fewer. Print the smallest number X for which this can be done in such a way that no stretch has a total {q:w} above X. If no ITEM counts, print {x:none}.",
    cut,
  ],
];

const ORDERS: Readonly<Record<string, string>> = {
  larger: "largest",
  smaller: "smallest",
  largest: "largest",
  smallest: "smallest",
};
const line = ({ a, b, s, o, t, p, x }: Gaps): unknown =>
  goal(
    {
      goal: "line",
      first: { of: a, order: ORDERS[String(s)] },
      second: { of: b, order: ORDERS[String(o)] },
      rank: p,
      total: t,
    },
    x,
  );

export const LINE_GOALS: readonly Saying[] = [
  [
    "Line the ITEMS up by {a:w}, the {s:w} first; where it is equal, by {b:w}, the {o:w} first; and where that is equal too, in the order of the input. Print the position in the input of the ITEM at place {p:P} of the line (places are counted from 1) and the total {t:w} of the first {p:P} ITEMS of the line, separated by a space. If fewer than {p:P} ITEMS count, print {x:none}.",
    line,
  ],
  [
    "Rank the ITEMS: a {s:w} {a:w} comes before a {u:w} one; ties are broken by the {o:w} {b:w}, and remaining ties by the order of the input. Which ITEM has rank {p:P} (the best has rank 1)? Print its position and the total {t:w} of the ITEMS of rank 1 to {p:P}, separated by a space, or {x:none} if fewer than {p:P} ITEMS count.",
    line,
  ],
];
