import { test } from "vitest";
import { killAtRandom } from "./crash-random.ts";

test("behavior: ten kills at random lose no acknowledged record", async () => {
  await killAtRandom(10);
});
