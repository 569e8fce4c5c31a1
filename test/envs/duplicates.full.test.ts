import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../src/core/index.ts";
import { environment } from "../../src/envs/index.ts";
import { COMPARED, levelsAmong } from "./full-counts.ts";

/** 1% of them. */
const BAR = COMPARED / 100;

describe.each(["SAT", "ABD", "INDUCE", "HUNT", "TRACK", "PLAN", "PROVE", "OPT", "REPAIR"])("%s", (name) => {
  const asked = environment(name);

  test.each(levelsAmong(asked.info.scoredLevels))(
    "behavior: of 20,000 questions of level %i, unless another number is told, at most 1%% repeat another",
    (level) => {
      const prompts = new Set<string>();
      const shapes = new Set<string>();
      for (let index = 0; index < COMPARED; index += 1) {
        const generated = asked.generate({ level }, `duplicates-${index}`);
        prompts.add(sha256Hex(generated.prompt));
        shapes.add(sha256Hex(asked.study!.shape(generated)));
      }
      const repeated = { exact: COMPARED - prompts.size, shape: COMPARED - shapes.size };
      process.stderr.write(`${name} level ${level}, ${COMPARED} asked: ${JSON.stringify(repeated)} repeated\n`);
      expect(Math.max(repeated.exact, repeated.shape)).toBeLessThanOrEqual(BAR);
    },
  );
});
