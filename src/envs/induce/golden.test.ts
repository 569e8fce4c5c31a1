import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { induceEnvironment } from "../index.ts";

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/induce-1-level-5.txt", import.meta.url);
  expect(induceEnvironment.generate({ level: 5 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});
