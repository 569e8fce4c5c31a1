import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AffineError, sha256Hex, utf8 } from "../../core/index.ts";
import { corpusParamsSchema, parseCorpus, type ReadSample } from "./index.ts";

/** Numbers are entries, texts are of no use, all else is a fault. */
function read(sample: unknown): ReadSample<number> {
  const value = typeof sample === "object" && sample !== null && "value" in sample ? sample.value : sample;
  if (typeof value === "number") return { entry: value };
  return typeof value === "string" ? { invalid: `text ${value}` } : { fault: "neither number nor text" };
}

const parse = (text: string) => parseCorpus(utf8(text), sha256Hex(text), read);

function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (AffineError.isInstance(error) && error.code === "invalid_input") return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseCorpus", () => {
  test("default: entries and samples of no use, each with its line; empty lines and a byte order mark passed over", () => {
    expect(parse('\ufeff1\r\n\n"x"\n3')).toEqual({
      sha256: sha256Hex('\ufeff1\r\n\n"x"\n3'),
      entries: [1, 3],
      invalid: [{ line: 3, why: "text x" }],
    });
  });

  test("behavior: a hash in upper case is the same hash", () => {
    const sha256 = sha256Hex("1");
    expect(parseCorpus(utf8("1"), sha256.toUpperCase(), read).sha256).toBe(sha256);
    expect(corpusParamsSchema.parse({ source: "corpus", corpus: sha256.toUpperCase() }).corpus).toBe(sha256);
  });

  test("error: every faulty line is named, up to five of them", () => {
    expect(refusal("1\n{\nnull")).toMatch(/line 2: not JSON \(.*\); line 3: neither number nor text\./);
    expect(refusal("[]\n".repeat(7))).toMatch(/line 5: neither number nor text; and 2 more\./);
  });

  test("error: an id that an earlier line has, be it of use or not", () => {
    expect(refusal('{"id":"a","value":1}\n\n{"id":"a","value":2}')).toContain(
      'line 3: id "a" is that of line 1 already',
    );
    expect(refusal('{"id":"a","value":"x"}\n{"id":"a","value":2}')).toContain("line 2");
    expect(
      parse('{"id":"7","value":1}\n{"id":7,"value":2}\n{"id":null,"value":3}\n{"id":null,"value":4}').entries,
    ).toEqual([1, 2, 3, 4]);
  });

  test("error: nothing to ask, another hash, no UTF-8", () => {
    expect(refusal(" \n")).toContain("it is empty");
    expect(refusal('"x"')).toContain("line 1: text x");
    const bytes = Uint8Array.of(0x31, 0xff);
    expect(() => parseCorpus(bytes, sha256Hex(bytes), read)).toThrow(/UTF-8/);
    expect(() => parseCorpus(utf8("1"), "0".repeat(64), read)).toThrow(sha256Hex("1"));
  });

  test("behavior: whatever the bytes, a corpus or a clear refusal", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: "binary" }).map(utf8)), (bytes) => {
        try {
          expect(parseCorpus(bytes, sha256Hex(bytes), read).entries.length).toBeGreaterThan(0);
        } catch (error) {
          expect(AffineError.isInstance(error) && error.code).toBe("invalid_input");
        }
      }),
    );
  });
});
