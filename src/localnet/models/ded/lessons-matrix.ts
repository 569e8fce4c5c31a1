import type { Lesson } from "./lesson.ts";

/** A change of every line `r` with the number `i` from 0, be the lines rows or columns. */
const along = (python: string): string =>
  `turned = '{what}' == 'column'
if turned:
    v = [list(c) for c in zip(*v)]
w = []
for i, r in enumerate(v):
${python}
    w.append(r)
v = [list(c) for c in zip(*w)] if turned else w`;

/** Steps on matrices; the matrix is `v`, a list of rows. */
export const MATRIX_LESSONS: readonly Lesson[] = [
  [
    "Turn the matrix by 90 degrees {way}.",
    "for _ in range({way? clockwise=>1 || counterclockwise=>3}):\n    v = [list(c) for c in zip(*v[::-1])]",
  ],
  [
    "Reverse the order of the numbers in every {what} whose number (counted from 1) is {parity}.",
    along("    r = r[::-1] if (i + 1) % 2 == {parity? odd=>1 || even=>0} else r"),
  ],
  [
    "Shift {what} number i (counted from 1) cyclically by i - 1 places {way} (forward is to the right in a row and down in a column; what is pushed out at one end comes in at the other).",
    along("    s = i % len(r)\n    s = {way? forward=>len(r) - s || backward=>s}\n    r = r[s:] + r[:s]"),
  ],
  [
    "Sort the numbers of every {what} so that the {first} comes first.",
    along("    r = sorted(r){first? smallest=> || largest=>[::-1]}"),
  ],
  [
    "In every {what}, replace each number by the sum of the numbers from the first one up to and including it.",
    along("    total = 0\n    r = list(r)\n    for j in range(len(r)):\n        total += r[j]\n        r[j] = total"),
  ],
  [
    "Add {a} times its row number and {b} times its column number (both counted from 1) to every number.",
    "v = [[x + ({a}) * i + ({b}) * j for j, x in enumerate(r, 1)] for i, r in enumerate(v, 1)]",
  ],
  [
    "Replace every number by the sum of its neighbours {where} (those that exist) minus {a} times the number itself, all taken as they were before this step.",
    `old = v
def cell(i, j):
    return old[i][j] if 0 <= i < len(old) and 0 <= j < len(old[0]) else 0
beside = {where? above and below=>0 || to the left and right=>1 || on the four sides=>1}
upright = {where? above and below=>1 || to the left and right=>0 || on the four sides=>1}
v = [[beside * (cell(i, j - 1) + cell(i, j + 1)) + upright * (cell(i - 1, j) + cell(i + 1, j)) - {a} * x for j, x in enumerate(r)] for i, r in enumerate(old)]`,
  ],
  [
    "Subtract from every number the {f} of its {what}.",
    along("    base = {f? maximum=>max(r) || minimum=>min(r) || first number=>r[0]}\n    r = [x - base for x in r]"),
  ],
  ["Read the matrix into a list row by row, each row from left to right.", "v = [x for r in v for x in r]"],
  [
    "Read the matrix into a list column by column, each column from top to bottom.",
    "v = [x for c in zip(*v) for x in c]",
  ],
  [
    "Read the matrix into a list row by row, odd rows (the first, the third, ...) from left to right, even rows from right to left.",
    "v = [x for i, r in enumerate(v) for x in r[::-1 if i % 2 else 1]]",
  ],
  [
    "Read the matrix into a list along a clockwise spiral that starts in the top left corner.",
    "w = []\nwhile v:\n    w += v[0]\n    v = [list(c) for c in zip(*v[1:])][::-1]\nv = w",
  ],
  [
    "Turn the matrix into a list: the {f} of every {what}, in order.",
    "v = [{f? sum=>sum(r) || maximum=>max(r) || minimum=>min(r) || maximum minus the minimum=>max(r) - min(r)} for r in {what? row=>v || column=>zip(*v)}]",
  ],
];
