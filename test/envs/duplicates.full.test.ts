import { describe, expect, test } from "vitest";
import { environment } from "../../src/envs/index.ts";
import { COMPARED, levelsAmong } from "./full-counts.ts";
import { Repeats } from "./repeats.ts";

const FAMILIES = ["SAT", "ABD", "DED", "INDUCE", "HUNT", "TRACK", "PLAN", "PROVE", "OPT", "REPAIR"];

describe.each(FAMILIES)("%s", (name) => {
  const asked = environment(name);

  test.each(levelsAmong(asked.info.scoredLevels))(
    "behavior: of 20,000 questions of level %i, unless another number is told, at most 1%% repeat another",
    (level) => {
      const began = performance.now();
      const repeats = new Repeats(asked);
      for (let index = 0; index < COMPARED; index += 1) repeats.add(asked.generate({ level }, `duplicates-${index}`));
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(`${name} level ${level}: ${repeats.toString()}; ${seconds} s\n`);
      expect(repeats.few, repeats.toString()).toBe(true);
    },
  );
});
