import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { dedEnvironment, goldenHashes } from "../index.ts";

/** Stored with the version; a new version gets a new card, an old one never changes. */
const stored = z
  .object({ facts: z.object({ version: z.string(), golden: z.record(z.string(), z.array(z.string())) }) })
  .parse(JSON.parse(readFileSync(new URL("ded.card.json", import.meta.url), "utf8"))).facts;

test("golden: prompts and secrets of 20 seeds a level", () => {
  expect(stored.version).toBe(dedEnvironment.info.version);
  expect(goldenHashes(dedEnvironment)).toEqual(stored.golden);
});

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/ded-1-level-3.txt", import.meta.url);
  expect(dedEnvironment.generate({ level: 3 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});
