import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { abdEnvironment, goldenHashes } from "../index.ts";

/** Hashes of 20 seeds a level; a change of any of them is a new version. The card, once measured, holds the same. */
const stored = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(new URL("../../../test/golden/envs/abd-1-hashes.json", import.meta.url), "utf8")));

test("golden: prompts and secrets of 20 seeds a level", () => {
  expect(abdEnvironment.info.version).toBe("1");
  expect(goldenHashes(abdEnvironment)).toEqual(stored);
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
  expect(JSON.parse(stdout)).toEqual(stored);
});
