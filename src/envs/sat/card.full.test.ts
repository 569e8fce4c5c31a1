import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { makeCard, satEnvironment, type Card } from "../index.ts";

test("golden: the card of SAT, measured anew with as many samples, is the stored one and meets every bar", async () => {
  const stored = JSON.parse(readFileSync(new URL("sat.card.json", import.meta.url), "utf8")) as Card;
  const { facts } = await makeCard(satEnvironment, { samples: stored.facts.samples });
  expect(facts).toEqual(stored.facts);
  expect(stored.facts.samples).toBe(1000);
  expect(facts.fuzz.answers).toBeGreaterThanOrEqual(200_000);
  expect(facts.bars.filter((bar) => !bar.met)).toEqual([]);
});
