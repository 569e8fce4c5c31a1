import type { Random } from "../../../core/index.ts";
import type { DedLevel } from "../ded-levels.ts";
import type { Field, Task } from "../task/task.ts";
import { MARK_NAMES, NONE_WORDS, PARAMETER_NAMES, QUANTITY_NAMES, THEMES } from "../words/vocabulary.ts";
import { draftGoal } from "./draft-goal.ts";
import { DraftTable } from "./draft-table.ts";
import { draftCondition, draftDefinition, draftHistory, draftTerm } from "./draft-term.ts";
import { sizeFor } from "./work-of.ts";

const RANGES: readonly (readonly [low: number, high: number])[] = [
  [1, 9],
  [0, 20],
  [0, 100],
  [-20, 20],
  [1, 1000],
];

/**
 * A random task of a level, `null` to draw again.
 *
 * @param checked false for drafts that only readers learn from: parts of a sentence may then matter to no item.
 */
export function draftTask(level: DedLevel, random: Random, checked = true): Task | null {
  const theme = random.pick(THEMES);
  const width = level.simple ? random.between(1, 2) : random.between(2, 3);
  const fields = random.sample(theme.fields.length, width).map((index): Field => {
    const [low, high] = random.pick(RANGES);
    return { name: theme.fields[index] as string, low, high };
  });
  const names = {
    quantities: random.shuffle([...QUANTITY_NAMES]),
    marks: random.shuffle([...MARK_NAMES]),
    parameters: random.shuffle([...PARAMETER_NAMES]),
  };
  const table = new DraftTable(fields, level.items, names, random, checked);
  if (!draftQuantities(table, level, random)) return null;
  const kept = level.simple ? random.chance(2, 3) : random.chance(1, 2);
  const goal = draftGoal(table, level, random);
  if (goal === null) return null;
  const mark =
    kept || (goal.goal === "tally" && goal.measure === "count")
      ? table.attempt(() => table.addMark(draftCondition(table, random)))
      : null;
  if (kept && mark === null) return null;
  if (table.quantities.some(({ name }) => table.unused.has(name))) return null;
  const { quantities, marks, parameters } = table;
  return {
    item: theme.item,
    items: theme.items,
    mostItems: Math.min(level.items, sizeFor({ fields, quantities, marks, goal })),
    fields,
    parameters,
    quantities,
    marks,
    keep: mark === null ? null : { mark, marked: random.chance(1, 2) },
    goal,
    none: random.pick(NONE_WORDS),
  };
}

/** False where a quantity could not be drawn. */
function draftQuantities(table: DraftTable, level: DedLevel, random: Random): boolean {
  const histories = new Set(random.sample(level.quantities, level.histories));
  for (let place = 0; place < level.quantities; place += 1) {
    const added = table.attempt(() => {
      const is = level.simple
        ? ({ how: "value", of: draftTerm(table, random) } as const)
        : histories.has(place)
          ? draftHistory(table, random)
          : draftDefinition(table, random);
      if (is === null || (is.how === "value" && is.of.op === "own")) return null;
      return table.addQuantity(is);
    });
    if (added === null) return false;
  }
  return true;
}
