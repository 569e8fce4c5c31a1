import { expect, test } from "vitest";
import { environment } from "../../../src/envs/index.ts";
import { SEEN } from "../full-counts.ts";
import { Readers } from "./readers.ts";

const ASKED = 300;
/** 5% of the reward that could be had. */
const BAR = (1000 * ASKED) / 20;

// The lowest scored level of each: questions are the shortest there, and most alike.
test.each(["TRACK", "PLAN", "PROVE", "OPT"])(
  "behavior: who has seen ten thousand questions of %s with their answers earns at most 5%% of new ones",
  async (name) => {
    const asked = environment(name);
    const level = asked.info.defaultLevel;
    const seen = (index: number): string => asked.generate({ level }, `seen-${index}`).prompt;
    const readers = new Readers(asked, level, SEEN, "seen");
    const earned = { dictionary: 0, commonest: 0, nearest: 0, renamed: 0 };
    for (let index = 0; index < ASKED; index += 1) {
      const { prompt, secret } = asked.generate({ level }, `new-${index}`);
      const answers = {
        dictionary: readers.dictionary(prompt),
        commonest: readers.commonest(),
        nearest: readers.nearest(prompt),
        renamed: readers.renamed(prompt, seen),
      };
      for (const [reader, answer] of Object.entries(answers)) {
        earned[reader as keyof typeof earned] += (await asked.check(secret, answer)).thousandths;
      }
    }
    process.stderr.write(
      `${name} level ${level}, ${SEEN} seen, ${ASKED} asked, thousandths: ${JSON.stringify(earned)}\n`,
    );
    for (const [reader, reward] of Object.entries(earned)) expect(reward, reader).toBeLessThanOrEqual(BAR);
  },
);
