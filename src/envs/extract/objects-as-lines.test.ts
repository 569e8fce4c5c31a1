import { expect, test } from "vitest";
import { objectsAsLines } from "./index.ts";

const KEYS = { step: /^fact$/, remark: /^reason$/ };

test("default: an object a step, with what is remarked on it", () => {
  expect(objectsAsLines('[{"step": 1, "fact": "p(a)", "reason": "given"}]', KEYS)).toBe("1. p(a) # given");
});

test.each(["\\ud800", "\\u0000", "\\u200b", "\\u0661"])(
  "behavior: %s is no way around what a text may hold",
  (escape) => {
    for (const text of [`[{"step": 1, "fact": "p(a)", "reason": "given${escape}"}]`, `[{"fact": "p(${escape}a)"}]`]) {
      expect(objectsAsLines(text, KEYS)).toBe(text);
    }
    expect(objectsAsLines('[{"fact": "\\u0070(a)"}]', KEYS)).toBe("p(a)");
  },
);
