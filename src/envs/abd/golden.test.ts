import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { abdEnvironment } from "../index.ts";

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/abd-3-level-5.txt", import.meta.url);
  expect(abdEnvironment.generate({ level: 5 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});
