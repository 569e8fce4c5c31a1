import { expect, test } from "vitest";
import { points, signedPoints } from "./points.ts";

test.each([
  [-4, "0.0", "0.0"],
  [-5, "-0.1", "-0.1"],
  [0, "0.0", "0.0"],
  [4, "0.0", "0.0"],
  [152, "1.5", "+1.5"],
])("default: %i basis points", (bp, plain, signed) => {
  expect([points(bp), signedPoints(bp)]).toEqual([plain, signed]);
});
