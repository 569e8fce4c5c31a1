import { expect, test } from "vitest";
import { repairEnvironment } from "../../../src/envs/index.ts";
import { testEngine } from "../../sandbox/kit/engines.ts";
import { compareRuns } from "./agreement.ts";

const engine = testEngine({ workers: 2 });

test.each(repairEnvironment.info.levels)(
  "law: on level %i packages print in the sandbox what their designs say, healthy and faulty",
  async (level) => {
    const { runs, disagreements } = await compareRuns(engine, level, 5, "quick");
    expect(disagreements).toEqual([]);
    expect(runs).toBe(30);
  },
);
