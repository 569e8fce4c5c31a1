import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { goldenHashes, satEnvironment } from "../index.ts";

/** Stored with the version; a new version gets a new card, an old one never changes. */
const stored = z
  .object({ facts: z.object({ version: z.string(), golden: z.record(z.string(), z.array(z.string())) }) })
  .parse(JSON.parse(readFileSync(new URL("sat.card.json", import.meta.url), "utf8"))).facts;

test("golden: prompts and secrets of 20 seeds a level", () => {
  expect(stored.version).toBe(satEnvironment.info.version);
  expect(goldenHashes(satEnvironment)).toEqual(stored.golden);
});

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/sat-1-level-1.txt", import.meta.url);
  expect(satEnvironment.generate({ level: 1 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});

test("golden: another process, locale and time zone make the same questions", async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const program = `import { goldenHashes, satEnvironment } from "./src/envs/index.ts";
console.log(JSON.stringify(goldenHashes(satEnvironment)));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    { cwd: root, env: { ...process.env, LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Kathmandu" } },
  );
  expect(JSON.parse(stdout)).toEqual(stored.golden);
});
