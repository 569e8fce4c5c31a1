import { describe, expect, test } from "vitest";
import { environment } from "../../../src/envs/index.ts";
import { COMPARED, levelsAmong, SEEN } from "../full-counts.ts";
import { Readers } from "./readers.ts";

const ASKED = 300;
/** 5% of the reward that could be had. */
const BAR = (1000 * ASKED) / 20;

const FAMILIES = ["SAT", "ABD", "TRACK", "PLAN", "PROVE", "OPT"];
const askedOf = FAMILIES.filter((name) => levelsAmong(environment(name).info.scoredLevels).length > 0);

describe.each(askedOf)("%s", (name) => {
  const asked = environment(name);

  test.each(levelsAmong(asked.info.scoredLevels))(
    "behavior: who has seen ten thousand questions of level %i with their answers earns at most a twentieth of new ones",
    async (level) => {
      const began = performance.now();
      const readers = new Readers(asked, level, SEEN, "seen");
      readers.repeats.fillTo(COMPARED, level, "seen");
      const earned: Record<string, number> = {};
      for (let index = 0; index < ASKED; index += 1) {
        const { prompt, secret } = asked.generate({ level }, `new-${index}`);
        for (const [reader, answer] of Object.entries(readers.answersTo(prompt))) {
          earned[reader] = (earned[reader] ?? 0) + (await asked.check(secret, answer)).thousandths;
        }
      }
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(
        `${name} level ${level}, ${SEEN} seen, ${ASKED} asked, thousandths: ${JSON.stringify(earned)}; ` +
          `${readers.repeats.toString()}; ${seconds} s\n`,
      );
      for (const [reader, reward] of Object.entries(earned)) expect(reward, reader).toBeLessThanOrEqual(BAR);
      expect(readers.repeats.few, readers.repeats.toString()).toBe(true);
    },
  );
});
