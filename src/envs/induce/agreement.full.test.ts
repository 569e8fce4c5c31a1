import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../sandbox/index.ts";
import { COMBINATIONS } from "./grammar/combination.ts";
import { ELEMENT_MAPS } from "./grammar/element-map.ts";
import { FOLDS } from "./grammar/fold.ts";
import { PREDICATES } from "./grammar/predicate.ts";
import { STEPS } from "./grammar/step.ts";
import { UPDATES } from "./grammar/update.ts";
import { compareWithPython } from "./study/agreement.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("behavior: the grammar means what Python means, 20 inputs of 3,000 rules, every row of its tables among them", async () => {
  const { runs, pieces, disagreements } = await compareWithPython(engine, "full", 3000);
  expect(disagreements).toEqual([]);
  expect(runs).toBeGreaterThanOrEqual(40_000);
  const rows = [COMBINATIONS, ELEMENT_MAPS, FOLDS, PREDICATES, STEPS, UPDATES].flatMap((table) =>
    table.map(({ id }) => id),
  );
  expect(rows.filter((id) => !pieces.has(id))).toEqual([]);
});
