import { oneOf } from "../language/slots.ts";
import { front } from "../spec/operation.ts";
import { integersIn } from "./read.ts";
import { integersOf, textOf } from "./sizes.ts";

const HUGE = 1_000_000;

/** A matrix, given by rows or by columns. */
export const matrixFront = front({
  id: "matrix",
  gives: "matrix",
  template:
    "The first line of the input holds two integers R and C separated by a single space; each of the next R lines holds C integers separated by single spaces (if R is 0, so is C). Call these numbers, {layout}, the matrix.",
  slots: { layout: oneOf("line by line as its rows", "line by line as its columns") },
  rules: [],
  draftRules: () => [],
  read: (lines, { layout }) => {
    const [count = 0] = integersIn(lines[0]);
    const given = lines.slice(1, 1 + count).map(integersIn);
    if (layout === "line by line as its rows") return given;
    return (given[0] ?? []).map((_, j) => given.map((row) => row[j] as number));
  },
  python: ({ layout }) => [
    "v = [[int(t) for t in line.split()] for line in lines[1:int(lines[0].split()[0]) + 1]]",
    ...(layout === "line by line as its rows" ? [] : ["v = list(map(list, zip(*v)))"]),
  ],
  makeInput: (random, kind) => {
    const [rows, columns] =
      kind === "empty"
        ? [0, 0]
        : kind === "one"
          ? [1, 1]
          : kind === "large"
            ? [9, 7]
            : [random.between(2, 5), random.between(2, 5)];
    const cells = integersOf(random, kind, rows * columns, HUGE);
    const lines = Array.from({ length: rows }, (_, row) => cells.slice(row * columns, (row + 1) * columns).join(" "));
    return textOf([`${rows} ${columns}`, ...lines]);
  },
});
