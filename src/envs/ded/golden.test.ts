import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dedEnvironment } from "../index.ts";

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/ded-3-level-3.txt", import.meta.url);
  expect(dedEnvironment.generate({ level: 3 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});
