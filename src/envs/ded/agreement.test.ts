import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../sandbox/index.ts";
import { dedEnvironment } from "../index.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

test("behavior: the oracle's programs pass all hidden tests of every level, in both styles", async () => {
  for (let seed = 0; seed < 12; seed += 1) {
    const question = dedEnvironment.generate({ level: 1 + (seed % 6) }, `oracle-${seed}`);
    const answer = dedEnvironment.study!.oracle(question);
    const { reason } = await dedEnvironment.check(question.secret, answer, { python: engine });
    expect(reason, `seed ${seed}`).toBe("correct");
  }
});
