import { expect, test } from "vitest";
import { z } from "zod";
import { faultsOf } from "./faults-of.ts";

const schema = z.strictObject({
  id: z.string().max(3),
  completion: z.unknown(),
  count: z.int().min(1).max(9).optional(),
  asked: z.int().positive().lt(9).optional(),
  kind: z.enum(["a", "b"]).optional(),
  turns: z.array(z.union([z.string(), z.strictObject({ text: z.string() })])).optional(),
  own: z.string().regex(/^x$/, "only an x").optional(),
});

test.each<[unknown, string]>([
  [{ completion: 1 }, "id is missing"],
  [[], "expected an object, found a list"],
  [undefined, "it is missing"],
  [{ id: 1, completion: 1 }, "id: expected a text, found a number"],
  [{ id: "abcd", completion: 1 }, "id: expected at most 3 characters"],
  [{ id: "a", completion: 1, count: 1.5 }, "count: expected a whole number, found a fraction"],
  [{ id: "a", completion: 1, count: NaN }, "count: expected a number, found NaN"],
  [{ id: "a", completion: 1, count: 0 }, "count: expected at least 1"],
  [{ id: "a", completion: 1, asked: 0 }, "asked: expected more than 0"],
  [{ id: "a", completion: 1, asked: 9 }, "asked: expected less than 9"],
  [{ id: "a", completion: 1, kind: "c" }, 'kind: expected one of "a", "b"'],
  [{ id: "a", completion: 1, own: "y" }, "own: only an x"],
  [
    { id: "a", completion: 1, turns: ["a", { txt: "" }] },
    'turns[1]: expected a text, found an object, or text is missing; unknown field "txt"',
  ],
  [{ id: "a", completion: 1, more: 1, less: 2 }, 'unknown fields "more", "less"'],
])("default: %j", (value, words) => {
  expect(faultsOf(schema.safeParse(value).error!)).toBe(words);
});

test("law: no words of the library's own are left, and it is one line", () => {
  for (const value of [1, null, {}, { id: [], count: "x", kind: 1, turns: [1], own: 2, a: 1, b: 2 }]) {
    expect(faultsOf(schema.safeParse(value).error!)).not.toMatch(/Invalid|received|nonoptional|✖|→|\n/);
  }
});

test("behavior: of a value at hand the number is told, also below a list and within a union", () => {
  const told = (of: z.ZodType, value: unknown) => faultsOf(of.safeParse(value).error!, value);
  expect(told(z.object({ a: z.array(z.int()) }), { a: [1, -0.5] })).toBe("a[1]: expected a whole number, found -0.5");
  expect(told(z.union([z.strictObject({ a: z.int() }), z.null()]), { a: 1.5 })).toMatch(/found 1\.5/);
});
