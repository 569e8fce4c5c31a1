import { describe, expect, test } from "vitest";
import { environment } from "../../src/envs/index.ts";
import { COMPARED, levelsAmong } from "./full-counts.ts";
import { Repeats } from "./repeats.ts";

// Those of the other families are compared by the tests of readers, which have seen them.
describe.each(["DED"])("%s", (name) => {
  const asked = environment(name);

  test.each(levelsAmong(asked.info.scoredLevels))(
    "behavior: of 20,000 questions of level %i, unless another number is told, at most one in a hundred repeats another",
    (level) => {
      const began = performance.now();
      const repeats = new Repeats(asked);
      repeats.fillTo(COMPARED, level, "duplicates");
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(`${name} level ${level}: ${repeats.toString()}; ${seconds} s\n`);
      expect(repeats.few, repeats.toString()).toBe(true);
    },
  );
});
