import { describe, expect, test } from "vitest";
import { cutOffOf, decisiveCutOff, tokensAsked, type CutOff } from "./cut-off.ts";

const usage = (completionTokens: number) => ({ promptTokens: 1, completionTokens });
const ended = (finishReason: string | null, tokens: number | null, text = "", reasoning = "") => ({
  text,
  reasoning,
  finishReason,
  usage: tokens === null ? null : usage(tokens),
});

describe("cutOffOf", () => {
  test.each<[string, ReturnType<typeof ended>, number | null, CutOff | null]>([
    ["default: an end of the model's own", ended("stop", 5), 64, null],
    ["no finish reason, no usage", ended(null, null, "x".repeat(100)), 64, null],
    ["our limit", ended("length", 64), 64, { by: "us", at: 64, of: 64 }],
    ["our limit, whatever the host calls it", ended("stop", 64), 64, { by: "us", at: 64, of: 64 }],
    ["earlier", ended("length", 3), 16_384, { by: "host", at: 3, of: 16_384 }],
    ["one token earlier", ended("length", 63), 64, { by: "host", at: 63, of: 64 }],
    ["in another host's word", ended("MAX_TOKENS", 3), 64, { by: "host", at: 3, of: 64 }],
    [
      "without usage, a text too short for our limit",
      ended("length", null, "so"),
      64,
      { by: "host", at: null, of: 64 },
    ],
    [
      "63 bytes with the reasoning",
      ended("length", null, "x".repeat(3), "y".repeat(60)),
      64,
      { by: "host", at: null, of: 64 },
    ],
    ["64 of them", ended("length", null, "x".repeat(4), "y".repeat(60)), 64, { by: "unknown", at: null, of: 64 }],
    ["bytes, not characters", ended("length", null, "ä".repeat(32)), 64, { by: "unknown", at: null, of: 64 }],
    ["no number asked for", ended("length", 4096), null, { by: "host", at: 4096, of: null }],
  ])("behavior: %s", (_, answer, asked, expected) => {
    expect(cutOffOf(answer, asked)).toEqual(expected);
  });
});

test("behavior: of several turns, one that the host took away decides", () => {
  const [us, host, unknown] = (["us", "host", "unknown"] as const).map((by): CutOff => ({ by, at: 1, of: 2 }));
  expect(decisiveCutOff([])).toBeNull();
  expect(decisiveCutOff([null, us ?? null, null])).toBe(us);
  expect(decisiveCutOff([us ?? null, unknown ?? null])).toBe(unknown);
  expect(decisiveCutOff([us ?? null, unknown ?? null, host ?? null, null])).toBe(host);
});

test("behavior: what --body says takes the place of max_tokens", () => {
  expect(tokensAsked(64)).toBe(64);
  expect(tokensAsked(64, { max_tokens: 8 })).toBe(8);
  expect(tokensAsked(64, { max_tokens: null, max_completion_tokens: 100 })).toBe(100);
  expect(tokensAsked(64, { max_completion_tokens: 100 })).toBe(64);
  expect(tokensAsked(64, { max_tokens: null })).toBeNull();
});
