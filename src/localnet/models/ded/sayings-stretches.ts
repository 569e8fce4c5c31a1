import type { Gaps, Saying } from "./grammar.ts";

const bound =
  (limit: string) =>
  ({ q, p }: Gaps): unknown => ({ limit, of: q, parameter: p });
const marks =
  (limit: string) =>
  ({ m, p }: Gaps): unknown => ({ limit, mark: m, parameter: p });
const rest = ({ q, m, n }: Gaps): unknown => ({ limit: "totalRemainder", of: q, divisor: m, rest: n });
const balance = ({ m, o }: Gaps): unknown => ({ limit: "balance", first: m, second: o });

/** What must be true in a stretch. */
export const LIMITS: readonly Saying[] = [
  ["the total {q:w} is at most {p:P}", bound("totalAtMost")],
  ["the {q:w} values add up to no more than {p:P}", bound("totalAtMost")],
  ["the total {q:w} is at least {p:P}", bound("totalAtLeast")],
  ["the {q:w} values add up to {p:P} or more", bound("totalAtLeast")],
  ["the total {q:w} is exactly {p:P}", bound("totalEquals")],
  ["the {q:w} values add up to {p:P}, no more and no less", bound("totalEquals")],
  ["at most {p:P} different {q:w} values occur", bound("differentAtMost")],
  ["the number of different {q:w} values does not exceed {p:P}", bound("differentAtMost")],
  ["at least {p:P} different {q:w} values occur", bound("differentAtLeast")],
  ["the number of different {q:w} values is {p:P} or more", bound("differentAtLeast")],
  ["the largest and the smallest {q:w} differ by at most {p:P}", bound("spreadAtMost")],
  ["no two ITEMS have {q:w} values more than {p:P} apart", bound("spreadAtMost")],
  ["the largest and the smallest {q:w} differ by at least {p:P}", bound("spreadAtLeast")],
  ["the largest {q:w} is greater than the smallest by {p:P} or more", bound("spreadAtLeast")],
  ["no {q:w} value occurs more than {p:P} times", bound("repeatsAtMost")],
  ["each {q:w} value occurs at most {p:P} times", bound("repeatsAtMost")],
  ["there are at most {p:P} {m:w} ITEMS", marks("marksAtMost")],
  ["no more than {p:P} of the ITEMS are {m:w}", marks("marksAtMost")],
  ["there are at least {p:P} {m:w} ITEMS", marks("marksAtLeast")],
  ["{p:P} or more of the ITEMS are {m:w}", marks("marksAtLeast")],
  ["the total {q:w} leaves the remainder {n:#} on division by {m:#}", rest],
  ["dividing the total {q:w} by {m:#} leaves {n:#}", rest],
  ["there are as many {m:w} ITEMS as {o:w} ones", balance],
  ["the {m:w} ITEMS are exactly as many as the {o:w} ones", balance],
];

const one = ({ a }: Gaps): unknown => [a];
const two = ({ a, b }: Gaps): unknown => [a, b];
const three = ({ a, b, c }: Gaps): unknown => [a, b, c];

export const JOINED_LIMITS: readonly Saying[] = [
  ["{a:limit}", one],
  ["{a:limit} and {b:limit}", two],
  ["{a:limit}, {b:limit} and {c:limit}", three],
];

/** Limits that make a stretch a good one. */
export const GOOD: readonly Saying[] = [
  ["Call a stretch good if {l:limits}.", ({ l }) => l],
  ["A stretch is good if all of this is true of it:\n- {a:limit}\n", one],
  ["A stretch is good if all of this is true of it:\n- {a:limit}\n- {b:limit}\n", two],
  ["A stretch is good if all of this is true of it:\n- {a:limit}\n- {b:limit}\n- {c:limit}\n", three],
];

export const TIES: readonly Saying[] = [
  ["If several are equally long, take the one that begins {t:w}.", ({ t }) => t],
  ["Of several such stretches of that length the one that begins {t:w} is meant.", ({ t }) => t],
];

export const PRINTED_STRETCHES: readonly Saying[] = [
  [
    "Print its length and the position of its first ITEM, separated by a space. If there is none, print {x:none}.",
    ({ x }) => x,
  ],
  [
    "Print two numbers separated by a space, its length and the position at which it begins, or {x:none} if there is no such stretch.",
    ({ x }) => x,
  ],
];

const stretch = ({ l, v, t, x }: Gaps): unknown => ({
  part: "goal",
  none: x,
  goal: { goal: "stretch", aim: v, limits: l, tie: t },
});
const counted = ({ l }: Gaps): unknown => ({ part: "goal", goal: { goal: "stretch", aim: "count", limits: l } });

/** Questions for stretches. */
export const STRETCHES: readonly Saying[] = [
  ["Find the {v:w} stretch in which {l:limits}. {t:tie} {x:printed}", stretch],
  ["Look for a stretch in which {l:limits}; it has to be the {v:w} of all of these. {t:tie} {x:printed}", stretch],
  ["{l:good}{s:space}Find the {v:w} good stretch. {t:tie} {x:printed}", stretch],
  ["{l:good}{s:space}Of all good stretches we want the {v:w}. {t:tie} {x:printed}", stretch],
  ["How many stretches are there in which {l:limits}? Print their number.", counted],
  ["Print the number of stretches in which {l:limits}.", counted],
  ["{l:good}{s:space}Print how many good stretches there are.", counted],
  ["{l:good}{s:space}Count the good stretches, and print their number.", counted],
];
