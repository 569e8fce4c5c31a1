import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { satEnvironment } from "../index.ts";

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/sat-1-level-1.txt", import.meta.url);
  expect(satEnvironment.generate({ level: 1 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});
