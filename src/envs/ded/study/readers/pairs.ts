import { Random } from "../../../../core/index.ts";
import { DED_LEVELS } from "../../ded-levels.ts";
import { draftTask } from "../../draft/draft-task.ts";
import { writePython } from "../../python/write-python.ts";
import { statementOf } from "../../words/statement.ts";

/** A question and an answer to it, as a reader learns from them. */
export interface Pair {
  readonly statement: string;
  readonly program: string;
}

/** How many a reader learns from. */
export const PAIRS = 10_000;

/**
 * Pairs of a level. They are drafts: what hidden tests would refuse is among them, and nothing is missing that questions
 * have. A reader learns the same sentences from them as from questions, in a hundredth of the time.
 */
export function pairsOf(levelNumber: number, count = PAIRS): Pair[] {
  const level = DED_LEVELS.find((known) => known.level === levelNumber);
  if (level === undefined) return [];
  const pairs: Pair[] = [];
  for (let index = 0; pairs.length < count; index += 1) {
    const random = Random.from("affine/ded/pairs", levelNumber, index);
    const task = draftTask(level, random, false);
    if (task === null) continue;
    const telling = { shuffled: !level.simple && levelNumber > 3 };
    pairs.push({ statement: statementOf(task, telling, random), program: writePython(task, "function_call") });
  }
  return pairs;
}
