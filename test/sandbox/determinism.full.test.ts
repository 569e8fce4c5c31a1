import { expect, test } from "vitest";
import { SAMPLES } from "./determinism-programs.ts";
import { testEngine } from "./kit/engines.ts";

test("behavior: 1,000 runs give one verdict, ticks included", async () => {
  const engine = testEngine({ workers: 2, runsPerWorker: 150 });
  // Those that end a worker's life are in the quick test; each would cost a thread here.
  for (const { program, ...options } of SAMPLES.slice(0, 5)) {
    const seen = new Set<string>();
    for (let batch = 0; batch < 20; batch += 1) {
      const verdicts = await Promise.all(Array.from({ length: 50 }, () => engine.run(program, options)));
      for (const verdict of verdicts) seen.add(JSON.stringify(verdict));
    }
    expect([program, seen.size]).toEqual([program, 1]);
  }
});
