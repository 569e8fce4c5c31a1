import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textHead, textTail } from "./index.ts";

const text = fc.string({ unit: "binary", maxLength: 40 });

describe("textHead and textTail", () => {
  test("property: an end of the text, as long as asked for or one unit less, and no half character that was whole", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -1, max: 45 }), (whole, most) => {
        const [head, tail] = [textHead(whole, most), textTail(whole, most)];
        expect(whole.startsWith(head) && whole.endsWith(tail)).toBe(true);
        const wanted = Math.min(Math.max(0, most), whole.length);
        for (const cut of [head, tail]) {
          expect(wanted - cut.length).toBeGreaterThanOrEqual(0);
          expect(wanted - cut.length).toBeLessThanOrEqual(1);
          if (whole.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test("default: a pair is not split, a half that stood alone stays", () => {
    expect([textHead("ab😀cd", 3), textHead("ab😀cd", 4)]).toEqual(["ab", "ab😀"]);
    expect([textTail("ab😀cd", 3), textTail("ab😀cd", 4)]).toEqual(["cd", "😀cd"]);
    expect([textHead("a\ud83db", 2), textTail("a\ude00b", 2)]).toEqual(["a\ud83d", "\ude00b"]);
    expect([textHead("abc", 0), textTail("abc", 0)]).toEqual(["", ""]);
  });
});
