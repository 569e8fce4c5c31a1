import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { sum } from "../spec/value.ts";

/** Steps from one kind of value to another. */
export const CONVERSIONS = [
  step({
    id: "word-scores",
    takes: "words",
    gives: "numbers",
    template:
      "Turn the words into a list of integers, one for each word in order: {a} times its number of letters plus {b} times its number of {what}.",
    slots: { a: integer(1, 5), b: integer(2, 9), what: oneOf("vowels (a, e, i, o, u)", "different letters") },
    run: (words, { a, b, what }) =>
      words.map((word) => {
        const letters = Array.from(word);
        const counted =
          what === "different letters"
            ? new Set(letters).size
            : letters.filter((letter) => "aeiou".includes(letter)).length;
        return a * word.length + b * counted;
      }),
    python: ({ a, b, what }) => [
      `v = [len(w) * ${a} + ${b} * ${what === "different letters" ? "len(set(w))" : "sum(map(w.count, 'aeiou'))"} for w in v]`,
    ],
  }),
  step({
    id: "word-values",
    takes: "words",
    gives: "numbers",
    template:
      "Turn the words into a list of integers, one for each word in order: the {which} of the values of its letters, where a is {a}, b is {a} plus 1, and so on.",
    slots: { which: oneOf("sum", "largest", "smallest"), a: integer(-9, 20) },
    run: (words, { which, a }) =>
      words.map((word) => {
        const values = Array.from(word).map((letter) => letter.charCodeAt(0) - 97 + a);
        return which === "sum" ? sum(values) : which === "largest" ? Math.max(...values) : Math.min(...values);
      }),
    python: ({ which, a }) => [
      `v = [${{ sum: "sum", largest: "max", smallest: "min" }[which]}(ord(c) - ${97 - a} for c in w) for w in v]`,
    ],
  }),
  step({
    id: "table-values",
    takes: "table",
    gives: "numbers",
    template:
      "Turn the table into a list of integers: for every row from {way}, its value plus {a} times the number of letters of its label.",
    slots: { way: oneOf("top to bottom", "bottom to top"), a: integer(1, 9) },
    run: (table, { way, a }) => {
      const values = table.map(([label, x]) => x + a * label.length);
      return way === "top to bottom" ? values : values.reverse();
    },
    python: ({ way, a }) => [`v = [e + len(k) * ${a} for k, e in ${way === "top to bottom" ? "v" : "reversed(v)"}]`],
  }),
  step({
    id: "read-matrix",
    takes: "matrix",
    gives: "numbers",
    template: "Read the matrix into a list {path}.",
    slots: {
      path: oneOf(
        "row by row, each row from left to right",
        "column by column, each column from top to bottom",
        "row by row, odd rows (the first, the third, ...) from left to right, even rows from right to left",
        "along a clockwise spiral that starts in the top left corner",
      ),
    },
    run: (matrix, { path }) => {
      if (path === "row by row, each row from left to right") return matrix.flat();
      if (path.startsWith("column")) return (matrix[0] ?? []).flatMap((_, j) => matrix.map((row) => row[j] as number));
      if (path.startsWith("row")) return matrix.flatMap((row, i) => (i % 2 === 0 ? row : [...row].reverse()));
      const read: number[] = [];
      let left = matrix.map((row) => [...row]);
      while (left.length > 0) {
        read.push(...(left.shift() ?? []));
        // The rest, turned counterclockwise, has its next side on top.
        left = (left[0] ?? []).map((_, j) => left.map((row) => row[j] as number)).reverse();
      }
      return read;
    },
    python: ({ path }) => {
      if (path === "row by row, each row from left to right") return ["v = sum(v, [])"];
      if (path.startsWith("column")) return ["v = [e for c in zip(*v) for e in c]"];
      if (path.startsWith("row")) return ["v = [e for i, r in enumerate(v) for e in (r[::-1] if i & 1 else r)]"];
      return [
        "height, width = len(v), len(v[0]) if v else 0",
        "seen, y, x, dy, dx, w = set(), 0, 0, 0, 1, []",
        "while len(w) < height * width:",
        "    w.append(v[y][x])",
        "    seen.add((y, x))",
        "    ny, nx = y + dy, x + dx",
        "    if not (0 <= ny < height and 0 <= nx < width) or (ny, nx) in seen:",
        "        dy, dx = dx, -dy",
        "    y, x = y + dy, x + dx",
        "v = w",
      ];
    },
  }),
  step({
    id: "line-folds",
    takes: "matrix",
    gives: "numbers",
    template: "Turn the matrix into a list: the {f} of every {what}, in order.",
    slots: { f: oneOf("sum", "maximum", "minimum", "maximum minus the minimum"), what: oneOf("row", "column") },
    run: (matrix, { f, what }) => {
      const lines = what === "row" ? matrix : (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] as number));
      return lines.map((line) => {
        if (f === "sum") return sum(line);
        const [low, high] = [Math.min(...line), Math.max(...line)];
        return f === "maximum" ? high : f === "minimum" ? low : high - low;
      });
    },
    python: ({ f, what }) => {
      const folded = {
        sum: "sum(r)",
        maximum: "max(r)",
        minimum: "min(r)",
        "maximum minus the minimum": "max(r) - min(r)",
      }[f];
      return [`v = [${folded} for r in ${what === "row" ? "v" : "zip(*v)"}]`];
    },
  }),
];
