import { expect, test } from "vitest";
import { withoutFrame } from "./without-frame.ts";

test.each([
  "This satisfies all constraints.",
  "Hope this helps!",
  "That is my final answer.",
  "**Confidence: high**",
  "(verified)",
  "✅ Verified",
  "Done.",
  "All clauses are satisfied.",
  "This plan reaches the goal.",
  "Let me know if you have any questions.",
])("behavior: behind an answer says nothing: %s", (said) => {
  expect(withoutFrame(`1 -2\n\n${said}`)).toBe("1 -2");
  expect(withoutFrame(said)).toBe(said);
});

test.each([
  "This satisfies all constraints but one.",
  "This does not satisfy all constraints.",
  "Confidence: low",
  "That is not my final answer.",
  "I hope this is right.",
  "Done?",
  "unverified",
  "Let me know if this is wrong.",
])("behavior: behind an answer stays: %s", (said) => {
  expect(withoutFrame(`1 -2\n\n${said}`)).toBe(`1 -2\n\n${said}`);
});

test.each(["Sure! Here's the answer:", "Certainly!", "Here is my final plan:", "Of course. Here is the solution."])(
  "behavior: before an answer says nothing: %s",
  (said) => {
    expect(withoutFrame(`${said}\n\n1 -2`)).toBe("1 -2");
  },
);

test("behavior: before an answer stays what may say something", () => {
  for (const said of ["Here is a wrong answer:", "Sure", "Here is what is left out:"]) {
    expect(withoutFrame(`${said}\n1 -2`)).toBe(`${said}\n1 -2`);
  }
});
