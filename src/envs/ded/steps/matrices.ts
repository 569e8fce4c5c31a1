import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { modulo } from "../spec/value.ts";

type Matrix = readonly (readonly number[])[];

const transpose = (matrix: Matrix): Matrix =>
  (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] as number));

const rowsOrColumns = oneOf("row", "column");

/** Does to every row or to every column what is to be done to a row. */
function along(
  what: "row" | "column",
  matrix: Matrix,
  change: (line: readonly number[], index: number) => readonly number[],
): Matrix {
  return what === "row" ? matrix.map(change) : transpose(transpose(matrix).map(change));
}

/** The same in Python; `lines` change `r`, whose number from 0 is `i`. */
function alongPython(what: "row" | "column", lines: readonly string[]): string[] {
  const turn = what === "row" ? [] : ["v = [list(c) for c in zip(*v)]"];
  return [...turn, "for i, r in enumerate(v):", ...lines.map((line) => `    ${line}`), "    v[i] = r", ...turn];
}

/** Steps on matrices. */
export const MATRIX_STEPS = [
  step({
    id: "turn-matrix",
    takes: "matrix",
    gives: "matrix",
    template: "Turn the matrix by 90 degrees {way}.",
    slots: { way: oneOf("clockwise", "counterclockwise") },
    run: (matrix, { way }) =>
      way === "clockwise" ? transpose([...matrix].reverse()) : [...transpose(matrix)].reverse(),
    python: ({ way }) => [
      way === "clockwise" ? "v = [list(c)[::-1] for c in zip(*v)]" : "v = [list(c) for c in zip(*v)][::-1]",
    ],
  }),
  step({
    id: "flip-lines",
    takes: "matrix",
    gives: "matrix",
    template: "Reverse the order of the numbers in every {what} whose number (counted from 1) is {parity}.",
    slots: { what: rowsOrColumns, parity: oneOf("even", "odd") },
    run: (matrix, { what, parity }) =>
      along(what, matrix, (line, index) => ((index % 2 === 1) === (parity === "even") ? [...line].reverse() : line)),
    python: ({ what, parity }) => alongPython(what, [`if i % 2 == ${parity === "even" ? 1 : 0}: r = r[::-1]`]),
  }),
  step({
    id: "shift-lines",
    takes: "matrix",
    gives: "matrix",
    template:
      "Shift {what} number i (counted from 1) cyclically by i - 1 places {way} (forward is to the right in a row and down in a column; what is pushed out at one end comes in at the other).",
    slots: { what: rowsOrColumns, way: oneOf("forward", "backward") },
    run: (matrix, { what, way }) =>
      along(what, matrix, (line, index) =>
        line.map((_, place) => line[modulo(place + (way === "forward" ? -index : index), line.length)] as number),
      ),
    python: ({ what, way }) =>
      alongPython(what, [
        "for _ in range(i):",
        way === "forward" ? "    r = r[-1:] + r[:-1]" : "    r = r[1:] + r[:1]",
      ]),
  }),
  step({
    id: "sort-lines",
    takes: "matrix",
    gives: "matrix",
    template: "Sort the numbers of every {what} so that the {first} comes first.",
    slots: { what: rowsOrColumns, first: oneOf("smallest", "largest") },
    run: (matrix, { what, first }) =>
      along(what, matrix, (line) => [...line].sort((a, b) => (first === "smallest" ? a - b : b - a))),
    python: ({ what, first }) => alongPython(what, [`r = sorted(r${first === "smallest" ? "" : ", reverse=True"})`]),
  }),
  step({
    id: "accumulate-lines",
    takes: "matrix",
    gives: "matrix",
    template:
      "In every {what}, replace each number by the sum of the numbers from the first one up to and including it.",
    slots: { what: rowsOrColumns },
    run: (matrix, { what }) =>
      along(what, matrix, (line) => {
        let total = 0;
        return line.map((x) => (total += x));
      }),
    python: ({ what }) => alongPython(what, ["r = [sum(r[:j + 1]) for j in range(len(r))]"]),
  }),
  step({
    id: "add-places",
    takes: "matrix",
    gives: "matrix",
    template: "Add {a} times its row number and {b} times its column number (both counted from 1) to every number.",
    slots: { a: integer(-5, 5, 0), b: integer(-5, 5, 0) },
    accepts: ({ a, b }) => a !== b,
    run: (matrix, { a, b }) => matrix.map((row, i) => row.map((x, j) => x + a * (i + 1) + b * (j + 1))),
    python: ({ a, b }) => [
      "for i in range(len(v)):",
      "    for j in range(len(v[i])):",
      `        v[i][j] += (i + 1) * (${a}) + (j + 1) * (${b})`,
    ],
  }),
  step({
    id: "neighbour-sum",
    takes: "matrix",
    gives: "matrix",
    template:
      "Replace every number by the sum of its neighbours {where} (those that exist) minus {a} times the number itself, all taken as they were before this step.",
    slots: { where: oneOf("to the left and right", "above and below", "on the four sides"), a: integer(0, 3) },
    run: (matrix, { where, a }) => {
      const at = (i: number, j: number): number => matrix[i]?.[j] ?? 0;
      return matrix.map((row, i) =>
        row.map((x, j) => {
          const beside = at(i, j - 1) + at(i, j + 1);
          const upright = at(i - 1, j) + at(i + 1, j);
          return (where === "above and below" ? 0 : beside) + (where === "to the left and right" ? 0 : upright) - a * x;
        }),
      );
    },
    python: ({ where, a }) => {
      const moves = [
        ...(where === "above and below" ? [] : ["(0, 1)", "(0, -1)"]),
        ...(where === "to the left and right" ? [] : ["(1, 0)", "(-1, 0)"]),
      ].join(", ");
      return [
        "cells = {(i, j): e for i, r in enumerate(v) for j, e in enumerate(r)}",
        `v = [[sum(cells.get((i + y, j + x), 0) for y, x in (${moves})) - e * ${a} for j, e in enumerate(r)] for i, r in enumerate(v)]`,
      ];
    },
  }),
  step({
    id: "subtract-extreme",
    takes: "matrix",
    gives: "matrix",
    template: "Subtract from every number the {f} of its {what}.",
    slots: { f: oneOf("maximum", "minimum", "first number"), what: rowsOrColumns },
    run: (matrix, { f, what }) =>
      along(what, matrix, (line) => {
        const base = f === "maximum" ? Math.max(...line) : f === "minimum" ? Math.min(...line) : (line[0] ?? 0);
        return line.map((x) => x - base);
      }),
    python: ({ f, what }) => {
      const base = { maximum: "max(r)", minimum: "min(r)", "first number": "r[0]" }[f];
      return alongPython(what, [`base = ${base}`, "r = [e - base for e in r]"]);
    },
  }),
];
