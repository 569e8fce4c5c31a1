import { expect, test } from "vitest";
import { AffineError } from "../../core/index.ts";
import { causeOf } from "./cause-of.ts";

const interrupted = new AffineError("interrupted", "The download was interrupted.");
const broken = new AffineError("hub_transport", "The connection broke.");

test("behavior: what was interrupted first does not hide what broke", () => {
  expect(causeOf([interrupted, broken])).toBe(broken);
  expect(causeOf([interrupted, interrupted])).toBe(interrupted);
  expect(causeOf([])).toBeUndefined();
});
