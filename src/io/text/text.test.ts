import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clip, printable, visibleJson, visiblePaintedText, visibleText, visibleValue } from "../index.ts";

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

describe("visibleText", () => {
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

  test("property: nothing that steers a terminal or turns text is left; what is seen stays", () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(visibleText(whole)).not.toMatch(hidden);
        expect(visibleText(visibleText(whole))).toBe(visibleText(whole));
      }),
    );
    expect(visibleText("a\u001b]0;b\u0007\u202ec\u009b1m\n\u{e0041}")).toBe(
      "a⟨U+001B⟩]0;b⟨U+0007⟩⟨U+202E⟩c⟨U+009B⟩1m\n⟨U+E0041⟩",
    );
    expect(visibleText("pythö 😀\t=\n")).toBe("pythö 😀\t=\n");
  });

  test("default: of a painted text the colours stay, and nothing that hides, blinks or moves", () => {
    expect(visiblePaintedText("\u001b[31mred\u001b[39m \u001b[8mgone \u001b[2J")).toBe(
      "\u001b[31mred\u001b[39m ⟨U+001B⟩[8mgone ⟨U+001B⟩[2J",
    );
  });

  test("property: a JSON text says the same and hides nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), text, (value, key) => {
        const json = visibleJson(JSON.stringify([value, { [key]: key }]));
        expect(json).not.toMatch(hidden);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify([value, { [key]: key }])));
      }),
    );
  });

  test("default: a value, however deep", () => {
    expect(visibleValue({ "\u202ea": ["\u001b", 1, null] })).toEqual({ "⟨U+202E⟩a": ["⟨U+001B⟩", 1, null] });
  });
});
