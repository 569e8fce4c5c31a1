import {
  entries,
  graph,
  intervals,
  machine,
  matrixFront,
  NUMBER_FRONTS,
  pairs,
  robot,
  wordsLine,
  wordsLines,
} from "../fronts/index.ts";
import type { Front } from "./operation.ts";

/** A field of tasks. */
export interface Family {
  readonly name: string;
  readonly fronts: readonly Front[];
  /** True if dynamic programming is among the steps. */
  readonly dynamic: boolean;
  /** How many steps fewer than a plain list its pipelines have, its front-end being work of its own. */
  readonly fewerSteps: number;
}

/** All fields; a question is of any of them, each equally likely. */
export const FAMILIES: readonly Family[] = [
  { name: "integers", fronts: NUMBER_FRONTS, dynamic: false, fewerSteps: 0 },
  { name: "words", fronts: [wordsLine, wordsLines], dynamic: false, fewerSteps: 0 },
  { name: "machine", fronts: [machine], dynamic: false, fewerSteps: 2 },
  { name: "robot", fronts: [robot], dynamic: false, fewerSteps: 2 },
  { name: "intervals", fronts: [intervals], dynamic: false, fewerSteps: 2 },
  { name: "number theory", fronts: [pairs], dynamic: false, fewerSteps: 2 },
  { name: "graphs", fronts: [graph], dynamic: false, fewerSteps: 2 },
  { name: "dynamic programming", fronts: NUMBER_FRONTS, dynamic: true, fewerSteps: 1 },
  { name: "matrices", fronts: [matrixFront], dynamic: false, fewerSteps: 0 },
  { name: "text", fronts: [entries], dynamic: false, fewerSteps: 2 },
];
