import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../sandbox/index.ts";
import { dedEnvironment, makeCard, type Card } from "../index.ts";

const python = createPythonEngine();
afterAll(() => python.close());

test("golden: the card of DED, measured anew with as many samples, is the stored one and meets the bars", async () => {
  const stored = JSON.parse(readFileSync(new URL("ded.card.json", import.meta.url), "utf8")) as Card;
  const { facts } = await makeCard(dedEnvironment, { samples: stored.facts.samples, context: { python } });
  expect(facts).toEqual(stored.facts);
  const guessed = facts.blind.flatMap((guess) => Object.values(guess.levels)).filter((count) => count.passed > 0);
  expect(guessed).toEqual([]);
  // Fewer than 300 questions a level cannot show that a rate is below 1%, even if none of them is passed.
  const sampled = (check: string): boolean => facts.samples >= 300 || !check.startsWith("blind");
  expect(facts.bars.filter((bar) => !bar.met && sampled(bar.check))).toEqual([]);
});
