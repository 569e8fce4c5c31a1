import { expect, test } from "vitest";
import { samplingSeed } from "./sampling-seed.ts";

// Computed outside of this project: the first 31 bits of SHA-256 over the tag "affine/sampling/v1" and the challenge's id.
test("golden: the seed that is sent to a host", () => {
  expect(samplingSeed("SAT/1/e30/s")).toBe(1_687_895_844);
  expect(samplingSeed("SAT/1/e30/t")).toBe(2_022_542_078);
});
