import { afterEach, expect, test, vi } from "vitest";
import { closingLine, REAL_NODE } from "./outside.ts";

afterEach(() => vi.unstubAllEnvs());

const set = (value: string) => vi.stubEnv(REAL_NODE.variable, value);

test("default: what ran is TESTED, what did not is NOT TESTED, whatever the variable says", () => {
  set("");
  expect(closingLine(REAL_NODE, { passed: 0, failed: 0 })).toMatch(/^NOT TESTED: .*: set AFFINE_TEST_SUBTENSOR=ws:/);
  set("ws://127.0.0.1:9944");
  expect(closingLine(REAL_NODE, { passed: 0, failed: 0 })).toMatch(/^NOT TESTED: .* is set, but none of its tests/);
  expect(closingLine(REAL_NODE, { passed: 22, failed: 0 })).toMatch(/^TESTED: .*: 22 tests passed\.$/);
  expect(closingLine(REAL_NODE, { passed: 21, failed: 1 })).toMatch(/^TESTED, AND FAILED: .*: 1 of 22 tests\.$/);
});
