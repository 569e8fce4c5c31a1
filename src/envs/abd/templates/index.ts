import { baseDigits, dictCounts, gathered, inversions, stateMachine } from "./crossings.ts";
import { conditionalMap, letterMix, zippedLists } from "./element-maps.ts";
import { differences, modularPrefix, stackFold, windowMax } from "./folds.ts";
import { gcdFold, helperMap } from "./helper-maps.ts";
import { keyedSort, rotation, twoPointers } from "./orders.ts";
import type { Template } from "./template.ts";
import { blockSwap, caesar, listShift, runningLetter, wordOrder } from "./words.ts";

/** Every kind of statement, all equally likely to be tried. Their order is part of the version. */
export const TEMPLATES: readonly Template[] = [
  conditionalMap,
  modularPrefix,
  differences,
  rotation,
  helperMap,
  gcdFold,
  keyedSort,
  caesar,
  runningLetter,
  listShift,
  blockSwap,
  wordOrder,
  dictCounts,
  stateMachine,
  stackFold,
  baseDigits,
  windowMax,
  inversions,
  twoPointers,
  letterMix,
  zippedLists,
  gathered,
];
export type { Template };
