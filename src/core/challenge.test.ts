import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AffineError, challengeId, parseChallengeId, type ChallengeRef } from "./index.ts";

const word = (unit: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(unit)), minLength: 1, maxLength });
const value = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: "grapheme" }), fc.boolean(), fc.constant(null));
const ref: fc.Arbitrary<ChallengeRef> = fc.record({
  env: word("ABCz_-", 20).map((name) => `E${name}`),
  version: word("0123456789", 5),
  params: fc.dictionary(fc.string(), value, { maxKeys: 4 }),
  seed: word("abcXYZ0189_-", 128),
});

function code(id: unknown): string {
  try {
    parseChallengeId(id as string);
  } catch (thrown) {
    return AffineError.isInstance(thrown) ? thrown.code : `not an AffineError: ${String(thrown)}`;
  }
  return "accepted";
}

describe("challengeId", () => {
  test("default", () => {
    const id = challengeId({ env: "SAT", version: "1", params: { level: 1 }, seed: "s" });
    expect(id).toBe("SAT/1/eyJsZXZlbCI6MX0/s");
    expect(parseChallengeId(id)).toEqual({ env: "SAT", version: "1", params: { level: 1 }, seed: "s" });
  });

  test("behavior: an id is read back as what it was made from", () => {
    // A key __proto__ names no own property once JSON is validated; no environment has such a parameter.
    const readable = ref.filter(({ params }) => !Object.hasOwn(params, "__proto__"));
    fc.assert(
      fc.property(readable, (made) => {
        expect(challengeId(parseChallengeId(challengeId(made)))).toBe(challengeId(made));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test("error: anything else is refused as a bad id", () => {
    const encode = (json: string) => Buffer.from(json).toString("base64url");
    const forged = [
      "",
      "SAT",
      "SAT/1/x/y",
      "SAT/1/eyJsZXZlbCI6MX0/s/",
      "SAT/1/eyJsZXZlbCI6MX0=/s",
      "SAT/1/eyJsZXZlbCI6MX0/",
      "SAT/1/eyJsZXZlbCI6MX0/a b",
      "../1/eyJsZXZlbCI6MX0/s",
      `SAT/1/${encode('{"level": 1}')}/s`,
      `SAT/1/${encode('{"level":1.5}')}/s`,
      `SAT/1/${encode('{"b":1,"a":1}')}/s`,
      `SAT/1/${encode('{"a":1,"a":1}')}/s`,
      `SAT/1/${encode("[1]")}/s`,
      `SAT/1/${encode("null")}/s`,
      `SAT/1/${encode('{"__proto__":{"level":1}}')}/s`,
      `SAT/1/${encode(`{"a":${"[".repeat(1400)}${"]".repeat(1400)}}`)}/s`,
      `SAT/1/${encode(`{"a":${"[".repeat(1400)}0.5${"]".repeat(1400)}}`)}/s`,
      "x".repeat(5000),
      undefined,
      null,
      42,
    ];
    for (const id of forged) expect(code(id), String(id).slice(0, 80)).toBe("challenge_id");
  });

  test("error: a changed id is never read as the same challenge", () => {
    fc.assert(
      fc.property(ref, fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (made, place, inserted) => {
        const id = challengeId(made);
        const at = place % (id.length + 1);
        const changed = id.slice(0, at) + inserted + id.slice(at);
        let read: ChallengeRef | undefined;
        try {
          read = parseChallengeId(changed);
        } catch (thrown) {
          expect(AffineError.isInstance(thrown) && thrown.code).toBe("challenge_id");
        }
        if (read !== undefined) expect(challengeId(read)).toBe(changed);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
