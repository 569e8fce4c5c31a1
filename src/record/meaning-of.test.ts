import { describe, expect, test } from "vitest";
import { meaningOf } from "./index.ts";

describe("meaningOf", () => {
  test.each([
    ["scored", 750, "partly_right", { kind: "judged", score: 750 }],
    ["scored", 0, "wrong", { kind: "judged", score: 0 }],
    ["model_failure", 0, "empty", { kind: "judged", score: 0 }],
    ["infra_failure", 0, "timeout", { kind: "unanswered", score: null }],
    ["infra_failure", 0, "lane_full", { kind: "unanswered", score: null }],
    ["infra_failure", 0, "server_error", { kind: "unanswered", score: null }],
    ["infra_failure", 0, "no_host", { kind: "unanswered", score: null }],
    ["infra_failure", 0, "deadline_passed", { kind: "own_failure", score: null }],
    ["infra_failure", 0, "credentials", { kind: "own_failure", score: null }],
    ["infra_failure", 0, "interrupted", { kind: "own_failure", score: null }],
    ["infra_failure", 0, "check_broken", { kind: "own_failure", score: null }],
    ["invalid", 0, "check_broken", { kind: "unjudged", score: null }],
    ["invalid", 0, "challenge_broken", { kind: "void", score: null }],
  ] as const)("behavior: %s with %i for %s", (outcome, score, reason, meaning) => {
    expect(meaningOf({ outcome, score, reason })).toEqual(meaning);
  });

  test("law: without a judgement there is no score, whatever the record says", () => {
    for (const outcome of ["infra_failure", "invalid"] as const) {
      expect(meaningOf({ outcome, score: 1000, reason: "timeout" }).score).toBeNull();
    }
  });
});
