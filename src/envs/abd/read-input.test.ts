import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { drawInput, writeInput, type Domain } from "./domain.ts";
import { readInput } from "./read-input.ts";

const DOMAIN: Domain = { count: 3, largest: 60, letters: 4, largestKey: 99 };

const inputs = fc.integer().map((seed) => drawInput(DOMAIN, Random.from("read-input", seed)));
/** Texts near a valid one: one to three characters replaced, removed or put in. */
const nearly = fc
  .tuple(
    inputs,
    fc.array(fc.tuple(fc.nat(20), fc.constantFrom("", " ", "\n", "0", "7", "a", "Z", "-", "_", "٧", "\r")), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([input, edits]) =>
    edits.reduce((text, [at, put], index) => text.slice(0, at) + put + text.slice(at + (index % 2)), writeInput(input)),
  );

describe("readInput", () => {
  test("default: reads back what writeInput has written", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(readInput(writeInput(input), DOMAIN)).toEqual({ valid: true, input });
      }),
    );
  });

  test("behavior: whatever is taken says just that input, layout aside", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (text) => {
        const read = readInput(text, DOMAIN);
        if (!read.valid) return;
        taken += 1;
        const said = text
          .replaceAll("\r", "\n")
          .split("\n")
          .map((line) => line.trim().replace(/\.$/, ""));
        const lines = said.filter((line) => line !== "").map((line) => line.replace(/\s+/g, " "));
        expect(lines.join("\n")).toBe(writeInput(read.input));
      }),
      { numRuns: 1000, seed: 4 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  test("behavior: a million blanks or numbers are refused at once", () => {
    expect(readInput(" ".repeat(1_000_000), DOMAIN)).toEqual({ valid: false, reason: "wrong_line_count" });
    expect(readInput(`${"1 ".repeat(500_000)}1\nabcd\n1`, DOMAIN)).toEqual({
      valid: false,
      reason: "wrong_number_count",
    });
  });
});
