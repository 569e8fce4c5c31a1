import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createPythonEngine } from "../../sandbox/index.ts";
import { dedEnvironment, makeCard, type Card } from "../index.ts";

const python = createPythonEngine();
afterAll(() => python.close());

test("golden: the card of DED, measured anew with as many samples, is the stored one and meets every bar", async () => {
  const stored = JSON.parse(readFileSync(new URL("ded.card.json", import.meta.url), "utf8")) as Card;
  const { facts } = await makeCard(dedEnvironment, { samples: stored.facts.samples, context: { python } });
  expect(facts).toEqual(stored.facts);
  expect(facts.bars.filter((bar) => !bar.met)).toEqual([]);
});
