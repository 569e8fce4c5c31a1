import type { Front } from "../spec/operation.ts";
import { entries } from "./entries.ts";
import { graph } from "./graph.ts";
import { intervals } from "./intervals.ts";
import { machine } from "./machine.ts";
import { matrixFront } from "./matrix.ts";
import { numbersLine, numbersLines, numbersSlice } from "./numbers.ts";
import { pairs } from "./pairs.ts";
import { robot } from "./robot.ts";
import { wordsLine, wordsLines } from "./words.ts";

export const NUMBER_FRONTS: readonly Front[] = [numbersLine, numbersLines, numbersSlice];

/** All ways to read an input. */
export const FRONTS: readonly Front[] = [
  ...NUMBER_FRONTS,
  wordsLine,
  wordsLines,
  machine,
  robot,
  intervals,
  pairs,
  graph,
  matrixFront,
  entries,
];

export { entries, graph, intervals, machine, matrixFront, pairs, robot, wordsLine, wordsLines };
