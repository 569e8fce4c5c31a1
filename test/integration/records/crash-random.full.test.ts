import { test } from "vitest";
import { killAtRandom } from "./crash-random.ts";

test("behavior: fifty kills at random lose no acknowledged record", async () => {
  await killAtRandom(50);
});
