import type { Gaps, Saying } from "./grammar.ts";

const quantity = (name: unknown, is: unknown): unknown => ({ part: "quantity", name, is });
const value =
  (op: string) =>
  ({ q, a, b, n }: Gaps): unknown =>
    quantity(q, { how: "value", of: { op, left: a, right: n === undefined ? b : { op: "number", value: n } } });
const divided =
  (op: string) =>
  ({ q, d, n }: Gaps): unknown =>
    quantity(q, { how: "value", of: { op, left: d, right: { op: "number", value: n } } });
const choice = ({ q, c, a, b }: Gaps): unknown => quantity(q, { how: "choice", when: c, then: a, otherwise: b });
const whole = ({ q, a }: Gaps): unknown => quantity(q, { how: "value", of: a });
const over =
  (how: string) =>
  ({ q, a }: Gaps): unknown =>
    quantity(q, { how, of: a });
const look =
  (how: string) =>
  ({ q, f }: Gaps): unknown =>
    quantity(q, { how, of: f });

const plus = ({ a, b }: Gaps): unknown => ({ op: "plus", left: a, right: b });
const minus = ({ a, b }: Gaps): unknown => ({ op: "minus", left: a, right: b });

/** What is divided, within a sentence. */
export const DIVIDED: readonly Saying[] = [
  ["divide {a:term}", ({ a }) => a],
  ["add {b:operand} to {a:term} and divide the result", plus],
  ["take {a:term}, add {b:operand} to it, and divide the sum", plus],
  ["subtract {b:operand} from {a:term} and divide the result", minus],
  ["take {a:term}, subtract {b:operand} from it, and divide the rest", minus],
];

/** The same at the beginning of one. */
export const DIVIDED_FIRST: readonly Saying[] = DIVIDED.map(([pattern, meaning]) => [
  pattern.charAt(0).toUpperCase() + pattern.slice(1),
  meaning,
]);

/** Sentences that say what a quantity of an item is. */
export const QUANTITIES: readonly Saying[] = [
  ["The {q:w} of a ITEM is {a:term}.", whole],
  ["Let the {q:w} of a ITEM be {a:term}.", whole],
  ["By the {q:w} of a ITEM we mean {a:term}.", whole],
  ["To find the {q:w} of a ITEM, take {a:term} and add {b:operand} to it.", value("plus")],
  ["The {q:w} of a ITEM is {a:term}, with {b:operand} on top.", value("plus")],
  ["The {q:w} of a ITEM has two parts that are added up: {a:term}; and {b:operand}.", value("plus")],
  ["To find the {q:w} of a ITEM, take {a:term} and subtract {b:operand} from it.", value("minus")],
  [
    "The {q:w} of a ITEM is what is left of {a:term} after {b:operand} has been taken away; it may be negative.",
    value("minus"),
  ],
  ["The {q:w} of a ITEM is {a:term}, less {b:operand}.", value("minus")],
  ["The {q:w} of a ITEM tells how far apart two numbers are: {a:term}; and {b:operand}.", value("gap")],
  [
    "Subtract the smaller of two numbers from the larger, namely {a:term}, and {b:operand}: that is the {q:w} of a ITEM.",
    value("gap"),
  ],
  ["The {q:w} of a ITEM is {a:term}, or {b:operand}, whichever is larger.", value("larger")],
  ["Of two numbers the larger is the {q:w} of a ITEM: {a:term}; and {b:operand}.", value("larger")],
  ["The {q:w} of a ITEM is {a:term}, unless {b:operand} is larger: then it is the latter.", value("larger")],
  ["The {q:w} of a ITEM is {a:term}, or {b:operand}, whichever is smaller.", value("smaller")],
  ["Of two numbers the smaller is the {q:w} of a ITEM: {a:term}; and {b:operand}.", value("smaller")],
  ["The {q:w} of a ITEM is {a:term}, unless {b:operand} is smaller: then it is the latter.", value("smaller")],
  ["{d:Divided} by {n:#}: what remains is the {q:w} of a ITEM.", divided("remainder")],
  ["What remains is the {q:w} of a ITEM: {d:divided} by {n:#}.", divided("remainder")],
  ["{d:Divided} by {n:#} and round down: that is the {q:w} of a ITEM.", divided("quotient")],
  ["Rounded down, this is the {q:w} of a ITEM: {d:divided} by {n:#}.", divided("quotient")],
  ["The {q:w} of a ITEM is {a:term} if {c:condition}, and {b:term} otherwise.", choice],
  ["If {c:condition}, the {q:w} of a ITEM is {a:term}; if not, it is {b:term}.", choice],
  ["The {q:w} of a ITEM depends: when {c:condition}, it is {a:term}, and in all other cases {b:term}.", choice],
  [
    "Work out {a:term} for each ITEM; the {q:w} of a ITEM is the sum of these numbers from the first ITEM up to and including it.",
    over("total"),
  ],
  ["The {q:w} of a ITEM is the running total, its own part included, of {a:term}.", over("total")],
  [
    "Work out {a:term} for each ITEM; the {q:w} of a ITEM is the largest of these numbers from the first ITEM up to and including it.",
    over("peak"),
  ],
  ["The {q:w} of a ITEM is the running maximum, its own part included, of {a:term}.", over("peak")],
  ["The {q:w} of a ITEM is the number of ITEMS before it that have the same {f:w}.", look("twins")],
  ["Count the ITEMS before a ITEM that share its {f:w}: this number is its {q:w}.", look("twins")],
  [
    "The {q:w} of a ITEM says how many positions it stands behind the last ITEM before it with the same {f:w} (0 if there is none).",
    look("since"),
  ],
  [
    "Look back from a ITEM to the nearest earlier one with the same {f:w}: the difference of their positions is its {q:w}, or 0 if there is none.",
    look("since"),
  ],
  [
    "The {q:w} of a ITEM says how many positions further on the next ITEM with a larger {f:w} stands (0 if there is none).",
    look("ahead"),
  ],
  [
    "Look ahead from a ITEM to the nearest later one whose {f:w} is larger: the difference of their positions is its {q:w}, or 0 if there is none.",
    look("ahead"),
  ],
];

const mark = ({ m, c }: Gaps): unknown => ({ part: "mark", name: m, when: c });
const keep =
  (marked: boolean) =>
  ({ m }: Gaps): unknown => ({ part: "keep", mark: m, marked });

/** Sentences that name items of a kind, or set some aside. */
export const MARKS: readonly Saying[] = [
  ["A ITEM is called {m:w} if {c:condition}.", mark],
  ["Call a ITEM {m:w} when {c:condition}.", mark],
  ["We say that a ITEM is {m:w} if {c:condition}.", mark],
  ["Only {m:w} ITEMS count; set all others aside.", keep(true)],
  ["Set aside every ITEM that is not {m:w}.", keep(true)],
  ["{m:M} ITEMS do not count; set them aside.", keep(false)],
  ["Set aside every ITEM that is {m:w}.", keep(false)],
];
