import { describe, expect, test } from "vitest";
import { targetOf } from "./target.ts";

describe("what af show is asked for", () => {
  test.each([
    ["0123456789abcdef", { kind: "test", id: "0123456789abcdef" }],
    ["records/120/5F/0000000003.ndjson.gz#7", { kind: "record", key: "records/120/5F/0000000003.ndjson.gz", line: 7 }],
    ["SAT/2/e30/seed", { kind: "question", id: "SAT/2/e30/seed" }],
    ["uid:5", { kind: "uid", number: 5 }],
    ["round:41", { kind: "round", number: 41 }],
    ["block:0", { kind: "block", number: 0 }],
    ["17", { kind: "number", number: 17 }],
    // Sixteen digits are a test's name.
    ["1234567890123456", { kind: "test", id: "1234567890123456" }],
  ])("default: %s", (word, target) => {
    expect(targetOf(word)).toEqual(target);
  });

  test.each(["", "uid:", "uid:-1", "round:1.5", "records/x.ndjson.gz#0", "hello", "05", "\u202e"])(
    "error: %j names nothing",
    (word) => {
      expect(() => targetOf(word)).toThrow("names nothing that can be shown");
    },
  );
});
