import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { abdEnvironment, goldenHashes } from "../index.ts";

/** Stored with the version; a new version gets a new card, an old one never changes. */
const stored = z
  .object({
    facts: z.object({
      version: z.string(),
      samples: z.number(),
      golden: z.record(z.string(), z.array(z.string())),
      fuzz: z.object({ answers: z.number(), throws: z.literal(0) }),
      bars: z.array(z.object({ check: z.string(), met: z.boolean() })),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL("abd.card.json", import.meta.url), "utf8"))).facts;

test("golden: prompts and secrets of 20 seeds a level", () => {
  expect(stored.version).toBe(abdEnvironment.info.version);
  expect(goldenHashes(abdEnvironment)).toEqual(stored.golden);
});

test("golden: the stored card has as many samples as it should and meets every bar", () => {
  expect(stored.samples).toBe(1000);
  expect(stored.fuzz.answers).toBeGreaterThanOrEqual(200_000);
  expect(stored.bars.length).toBeGreaterThan(5);
  expect(stored.bars.filter((bar) => !bar.met)).toEqual([]);
});

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/abd-1-level-3.txt", import.meta.url);
  expect(abdEnvironment.generate({ level: 3 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});

test("golden: another process, locale and time zone make the same questions", async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const program = `import { goldenHashes, abdEnvironment } from "./src/envs/index.ts";
console.log(JSON.stringify(goldenHashes(abdEnvironment)));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    { cwd: root, env: { ...process.env, LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Kathmandu" } },
  );
  expect(JSON.parse(stdout)).toEqual(stored.golden);
});
