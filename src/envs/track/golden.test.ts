import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { trackEnvironment } from "../index.ts";

test("golden: the whole prompt of one question", () => {
  const file = new URL("../../../test/golden/envs/track-1-level-1.txt", import.meta.url);
  expect(trackEnvironment.generate({ level: 1 }, "golden-0").prompt).toBe(readFileSync(file, "utf8"));
});
