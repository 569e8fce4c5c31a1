import { integer, oneOf } from "../language/slots.ts";
import { format, type Format } from "../spec/operation.ts";

const EMPTY = oneOf("EMPTY", "NONE", "NOTHING", "-");
const SEPARATOR = oneOf("single spaces", "commas", "semicolons", "vertical bars");
const SEPARATORS = { "single spaces": " ", commas: ",", semicolons: ";", "vertical bars": "|" } as const;

/** How results are printed. A text that stands for "nothing" keeps an empty result visible. */
export const FORMATS: readonly Format[] = [
  format({
    id: "numbers-line",
    takes: "numbers",
    template: "Print the elements on one line separated by {separator}, or {empty} if there are none.",
    slots: { separator: SEPARATOR, empty: EMPTY },
    print: (list, { separator, empty }) => (list.length === 0 ? empty : list.join(SEPARATORS[separator])),
    python: ({ separator, empty }) => [`out = '${SEPARATORS[separator]}'.join(map(str, v)) if v else '${empty}'`],
  }),
  format({
    id: "numbers-count",
    takes: "numbers",
    template:
      "Print the number of elements on the first line and the sum of all elements (0 if there are none) on the second line, then every element on a line of its own.",
    slots: {},
    print: (list) => [list.length, list.reduce((total, x) => total + x, 0), ...list].join("\n"),
    python: () => ["out = '\\n'.join(str(e) for e in [len(v), sum(v)] + v)"],
  }),
  format({
    id: "numbers-places",
    takes: "numbers",
    template:
      "Print every element on a line of its own: its position (counted from {start}), {mark}, and the element. If there are none, print {empty}.",
    slots: { start: integer(0, 1), mark: oneOf("a colon", "an equals sign", "a single space"), empty: EMPTY },
    print: (list, { start, mark, empty }) =>
      list.length === 0
        ? empty
        : list
            .map((x, i) => `${i + start}${{ "a colon": ":", "an equals sign": "=", "a single space": " " }[mark]}${x}`)
            .join("\n"),
    python: ({ start, mark, empty }) => [
      `rows = ['%d${{ "a colon": ":", "an equals sign": "=", "a single space": " " }[mark]}%d' % pair for pair in enumerate(v, ${start})]`,
      `out = '\\n'.join(rows or ['${empty}'])`,
    ],
  }),
  format({
    id: "numbers-base",
    takes: "numbers",
    template:
      "Print the elements on one line separated by single spaces, each written in base {base} (digits above 9 are lower-case letters, negative numbers have a leading minus sign), or {empty} if there are none.",
    slots: { base: integer(3, 16, 10), empty: EMPTY },
    print: (list, { base, empty }) => (list.length === 0 ? empty : list.map((x) => x.toString(base)).join(" ")),
    python: ({ base, empty }) => [
      "def digits(n):",
      `    return ('' if n < ${base} else digits(n // ${base})) + '0123456789abcdef'[n % ${base}]`,
      `out = ' '.join(('-' if e < 0 else '') + digits(abs(e)) for e in v) if v else '${empty}'`,
    ],
  }),
  format({
    id: "numbers-groups",
    takes: "numbers",
    template:
      "Print the elements in rows of {k} separated by {separator} (the last row may be shorter), or {empty} if there are none.",
    slots: { k: integer(2, 5), separator: SEPARATOR, empty: EMPTY },
    print: (list, { k, separator, empty }) => rows(list.map(String), k, SEPARATORS[separator]) || empty,
    python: ({ k, separator, empty }) => [
      `rows = ['${SEPARATORS[separator]}'.join(map(str, v[i:i + ${k}])) for i in range(0, len(v), ${k})]`,
      `out = '\\n'.join(rows) or '${empty}'`,
    ],
  }),
  format({
    id: "words-line",
    takes: "words",
    template: "Print the words on one line separated by {separator}, or {empty} if there are none.",
    slots: { separator: SEPARATOR, empty: EMPTY },
    print: (words, { separator, empty }) => (words.length === 0 ? empty : words.join(SEPARATORS[separator])),
    python: ({ separator, empty }) => [`out = '${SEPARATORS[separator]}'.join(v) or '${empty}'`],
  }),
  format({
    id: "words-count",
    takes: "words",
    template:
      "Print the number of words on the first line, then every word on a line of its own followed by a single space and its number of letters.",
    slots: {},
    print: (words) => [words.length, ...words.map((word) => `${word} ${word.length}`)].join("\n"),
    python: () => ["out = '\\n'.join([str(len(v))] + [f'{w} {len(w)}' for w in v])"],
  }),
  format({
    id: "words-groups",
    takes: "words",
    template:
      "Print the words in rows of {k} separated by {separator} (the last row may be shorter), or {empty} if there are none.",
    slots: { k: integer(2, 4), separator: SEPARATOR, empty: EMPTY },
    print: (words, { k, separator, empty }) => rows(words, k, SEPARATORS[separator]) || empty,
    python: ({ k, separator, empty }) => [
      "rows = []",
      "while v:",
      `    rows.append('${SEPARATORS[separator]}'.join(v[:${k}]))`,
      `    v = v[${k}:]`,
      `out = '\\n'.join(rows) if rows else '${empty}'`,
    ],
  }),
  format({
    id: "words-framed",
    takes: "words",
    template: "Print every word on a line of its own between {frame}, or {empty} if there are none.",
    slots: { frame: oneOf("square brackets", "angle brackets", "asterisks"), empty: EMPTY },
    print: (words, { frame, empty }) => {
      const [open, close] = FRAMES[frame];
      return words.map((word) => `${open}${word}${close}`).join("\n") || empty;
    },
    python: ({ frame, empty }) => [`out = '\\n'.join(f'${FRAMES[frame].join("{w}")}' for w in v) or '${empty}'`],
  }),
  format({
    id: "table-rows",
    takes: "table",
    template: "Print one line for every row: the label, {mark} and the value. If there are no rows, print {empty}.",
    slots: { mark: oneOf("a single space", "a colon", "an equals sign"), empty: EMPTY },
    print: (table, { mark, empty }) => table.map(([label, x]) => `${label}${MARKS[mark]}${x}`).join("\n") || empty,
    python: ({ mark, empty }) => [`out = '\\n'.join(k + '${MARKS[mark]}' + str(e) for k, e in v) if v else '${empty}'`],
  }),
  format({
    id: "table-hours",
    takes: "table",
    template:
      "Print one line for every row: the label, a single space and the value divided by {d}: the quotient (rounded down), a colon and the remainder (from 0 to {d} minus 1) with at least two digits. If there are no rows, print {empty}.",
    slots: { d: integer(11, 60), empty: EMPTY },
    print: (table, { d, empty }) =>
      table
        .map(([label, x]) => {
          const whole = Math.floor(x / d);
          return `${label} ${whole}:${String(x - whole * d).padStart(2, "0")}`;
        })
        .join("\n") || empty,
    python: ({ d, empty }) => [`out = '\\n'.join('%s %d:%02d' % ((k,) + divmod(e, ${d})) for k, e in v) or '${empty}'`],
  }),
  format({
    id: "table-line",
    takes: "table",
    template:
      "Print all rows on one line separated by {separator}, each as value, slash, label; print {empty} if there are none.",
    slots: { separator: oneOf("single spaces", "commas", "semicolons"), empty: EMPTY },
    print: (table, { separator, empty }) =>
      table.map(([label, x]) => `${x}/${label}`).join(SEPARATORS[separator]) || empty,
    python: ({ separator, empty }) => [`out = '${SEPARATORS[separator]}'.join(f'{e}/{k}' for k, e in v) or '${empty}'`],
  }),
  format({
    id: "matrix-rows",
    takes: "matrix",
    template:
      "Print the matrix, every row on a line of its own with {separator} between the numbers, or {empty} if it has no rows.",
    slots: { separator: SEPARATOR, empty: EMPTY },
    print: (matrix, { separator, empty }) => matrix.map((row) => row.join(SEPARATORS[separator])).join("\n") || empty,
    python: ({ separator, empty }) => [
      `out = '\\n'.join('${SEPARATORS[separator]}'.join(str(e) for e in r) for r in v) or '${empty}'`,
    ],
  }),
  format({
    id: "matrix-size",
    takes: "matrix",
    template:
      "Print the number of rows and the number of columns on the first line with a single space between them (0 0 if there are no rows), then every row on a line of its own with single spaces between the numbers and the sum of the row at its {end}.",
    slots: { end: oneOf("beginning", "end") },
    print: (matrix, { end }) => {
      const lines = matrix.map((row) => {
        const total = row.reduce((all, x) => all + x, 0);
        return (end === "end" ? [...row, total] : [total, ...row]).join(" ");
      });
      return [`${matrix.length} ${matrix[0]?.length ?? 0}`, ...lines].join("\n");
    },
    python: ({ end }) => [
      "rows = [[len(v), len(v[0]) if v else 0]]",
      `rows += [${end === "end" ? "r + [sum(r)]" : "[sum(r)] + r"} for r in v]`,
      "out = '\\n'.join(' '.join(map(str, r)) for r in rows)",
    ],
  }),
];

const MARKS = { "a single space": " ", "a colon": ":", "an equals sign": "=" } as const;
const FRAMES = { "square brackets": ["[", "]"], "angle brackets": ["<", ">"], asterisks: ["*", "*"] } as const;

function rows(cells: readonly string[], size: number, separator: string): string {
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += size) lines.push(cells.slice(at, at + size).join(separator));
  return lines.join("\n");
}
