import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clip, printable } from "../index.ts";

const text = fc.string({ unit: "binary", maxLength: 60 });

describe("clip", () => {
  test("property: within the width, marked where cut, no half character that was whole", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 70 }), (whole, width) => {
        const cut = clip(whole, width);
        expect(cut.length).toBeLessThanOrEqual(width);
        if (whole.length <= width) expect(cut).toBe(whole);
        else if (width > 0) {
          expect(cut.endsWith("…")).toBe(true);
          expect(whole.startsWith(cut.slice(0, -1))).toBe(true);
          // Nothing more is given up than what would have been half.
          expect(width - cut.length).toBeLessThanOrEqual(1);
        }
        if (whole.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  test("default: a pair is not split", () => {
    expect(clip("ab😀cd", 4)).toBe("ab…");
    expect(clip("ab😀cd", 5)).toBe("ab😀…");
  });
});

describe("printable", () => {
  test("property: one line, no control or invisible character, bounded", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 70 }), (whole, length) => {
        const shown = printable(whole, length);
        expect(shown).not.toMatch(/\p{C}/u);
        expect(shown.length).toBeLessThanOrEqual(length);
      }),
    );
  });

  test("default: a terminal's escape sequences, a right-to-left override", () => {
    expect(printable("a\u001b[31mb\n\u202ec")).toBe("a?[31mb??c");
    expect(printable("x".repeat(1000))).toBe(`${"x".repeat(159)}…`);
  });
});
