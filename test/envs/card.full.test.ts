import { expect, test } from "vitest";
import { cardSchema, type Card } from "../../src/envs/index.ts";
import { emptyFolder, runAf } from "../e2e/af.ts";
import { storedCard } from "./stored-card.ts";

async function measured(name: string, samples: number): Promise<Card> {
  const args = ["env", "card", name, "--json", "--samples", String(samples)];
  const { stdout, stderr } = await runAf(args, { cwd: emptyFolder() });
  expect(stdout, stderr).not.toBe("");
  return cardSchema.parse(JSON.parse(stdout));
}

test.each(["sat", "hunt"])(
  "golden: the card of %s, measured anew with as many samples, has the stored facts",
  async (name) => {
    const before = storedCard(name);
    const { facts, spot } = await measured(name, before.facts.samples);
    expect(facts).toEqual(before.facts);
    expect(spot).toEqual(before.spot);
  },
);

// A whole card of these takes half an hour, most of it programs that climb and programs in the sandbox.
test.each(["abd", "ded", "induce", "track", "plan", "prove", "opt", "repair"])(
  "golden: a hundred questions a check of the card of %s are within the bars and near the stored one",
  async (name) => {
    const before = storedCard(name);
    const { facts, spot } = await measured(name, 100);
    expect(spot).toEqual(before.spot);
    expect(facts.golden).toEqual(before.facts.golden);
    expect(facts.figures).toEqual(before.facts.figures);
    for (const count of Object.values(facts.oracle)) expect(count.passed).toBe(count.asked);
    expect(facts.leaks.found).toBe(0);
    expect(facts.fuzz).toMatchObject({ throws: 0, malformedVerdicts: 0 });
    for (const level of facts.scoredLevels) {
      for (const { levels } of facts.blind) expect(levels[level]?.passed).toBe(0);
      expect(facts.duplicates[level]).toMatchObject({ exact: 0 });
      // 5% is the bar; of 100, a share of 5% gives 12 or more once in 250 times.
      for (const { levels } of facts.shallow) expect(levels[level]?.passed).toBeLessThan(12);
    }
  },
);
