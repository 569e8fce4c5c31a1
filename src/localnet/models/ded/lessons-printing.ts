import type { Lesson } from "./lesson.ts";

const SEPARATOR = "{separator? single spaces=>' ' || commas=>',' || semicolons=>';' || vertical bars=>chr(124)}";
const MARK = "{mark? a single space=>' ' || a colon=>':' || an equals sign=>'='}";
const GROUPS = (cells: string): string =>
  `cells = ${cells}\nout = '\\n'.join(${SEPARATOR}.join(cells[i:i + {k}]) for i in range(0, len(cells), {k})) or '{empty}'`;

/** How results are printed: the text goes into `out`. */
export const PRINTING_LESSONS: readonly Lesson[] = [
  [
    "Print the elements on one line separated by {separator}, or {empty} if there are none.",
    `out = ${SEPARATOR}.join(str(x) for x in v) or '{empty}'`,
  ],
  [
    "Print the number of elements on the first line and the sum of all elements (0 if there are none) on the second line, then every element on a line of its own.",
    "out = '\\n'.join(map(str, [len(v), sum(v), *v]))",
  ],
  [
    "Print every element on a line of its own: its position (counted from {start}), {mark}, and the element. If there are none, print {empty}.",
    `out = '\\n'.join(str(i + {start}) + ${MARK} + str(x) for i, x in enumerate(v)) or '{empty}'`,
  ],
  [
    "Print the elements on one line separated by single spaces, each written in base {base} (digits above 9 are lower-case letters, negative numbers have a leading minus sign), or {empty} if there are none.",
    `def written(x):
    digits = ''
    left = abs(x)
    while left or not digits:
        digits = '0123456789abcdef'[left % {base}] + digits
        left //= {base}
    return '-' + digits if x < 0 else digits
out = ' '.join(map(written, v)) or '{empty}'`,
  ],
  [
    "Print the elements in rows of {k} separated by {separator} (the last row may be shorter), or {empty} if there are none.",
    GROUPS("[str(x) for x in v]"),
  ],
  [
    "Print the words on one line separated by {separator}, or {empty} if there are none.",
    `out = ${SEPARATOR}.join(v) or '{empty}'`,
  ],
  [
    "Print the number of words on the first line, then every word on a line of its own followed by a single space and its number of letters.",
    "out = '\\n'.join([str(len(v))] + [w + ' ' + str(len(w)) for w in v])",
  ],
  [
    "Print the words in rows of {k} separated by {separator} (the last row may be shorter), or {empty} if there are none.",
    GROUPS("v"),
  ],
  [
    "Print every word on a line of its own between {frame}, or {empty} if there are none.",
    "frame = {frame? square brackets=>'[]' || angle brackets=>'<>' || asterisks=>'**'}\nout = '\\n'.join(frame[0] + w + frame[1] for w in v) or '{empty}'",
  ],
  [
    "Print one line for every row: the label, {mark} and the value. If there are no rows, print {empty}.",
    `out = '\\n'.join(k + ${MARK} + str(x) for k, x in v) or '{empty}'`,
  ],
  [
    "Print one line for every row: the label, a single space and the value divided by {d}: the quotient (rounded down), a colon and the remainder (from 0 to {d} minus 1) with at least two digits. If there are no rows, print {empty}.",
    "out = '\\n'.join(k + ' ' + str(x // {d}) + ':' + str(x % {d}).zfill(2) for k, x in v) or '{empty}'",
  ],
  [
    "Print all rows on one line separated by {separator}, each as value, slash, label; print {empty} if there are none.",
    `out = ${SEPARATOR}.join(str(x) + '/' + k for k, x in v) or '{empty}'`,
  ],
  [
    "Print the matrix, every row on a line of its own with {separator} between the numbers, or {empty} if it has no rows.",
    `out = '\\n'.join(${SEPARATOR}.join(map(str, r)) for r in v) or '{empty}'`,
  ],
  [
    "Print the number of rows and the number of columns on the first line with a single space between them (0 0 if there are no rows), then every row on a line of its own with single spaces between the numbers and the sum of the row at its {end}.",
    "w = [[len(v), len(v[0]) if v else 0]]\nfor r in v:\n    w.append({end? end=>list(r) + [sum(r)] || beginning=>[sum(r)] + list(r)})\nout = '\\n'.join(' '.join(map(str, r)) for r in w)",
  ],
];
