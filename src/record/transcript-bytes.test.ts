import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleTranscript } from "../../test/integration/records/sample-records.ts";
import { canonicalJson, sha256Hex } from "../core/index.ts";
import { decodeTranscript, defectOf, encodeTranscript } from "./index.ts";

function defect(bytes: Uint8Array, hash: string): string | undefined {
  try {
    decodeTranscript(bytes, hash);
    return "none";
  } catch (error) {
    return defectOf(error);
  }
}

describe("transcripts", () => {
  test("default: found by the hash of the canonical JSON", () => {
    const transcript = sampleTranscript(1);
    const { hash, bytes } = encodeTranscript(transcript);
    expect(hash).toBe(sha256Hex(canonicalJson(transcript)));
    expect(decodeTranscript(bytes, hash)).toEqual(transcript);
  });

  test("behavior: any text that a model may say survives; lone surrogates become U+FFFD", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 }), (units) => {
        const text = String.fromCharCode(...units);
        const { hash, bytes } = encodeTranscript(sampleTranscript(1, text));
        expect(decodeTranscript(bytes, hash).text).toBe(text.toWellFormed());
      }),
    );
  });

  test("error: each defect has its name", () => {
    const { hash, bytes } = encodeTranscript(sampleTranscript(1));
    const of = (text: string): [Uint8Array, string] => [gzipSync(text), sha256Hex(text)];
    expect(defect(bytes, "0".repeat(64))).toBe("transcript_hash");
    expect(defect(bytes.subarray(0, 50), hash)).toBe("gzip_truncated");
    expect(defect(Buffer.from("x"), hash)).toMatch(/^gzip_/);
    expect(defect(...of("{}"))).toBe("transcript_malformed");
    expect(defect(...of("nothing"))).toBe("transcript_malformed");
    expect(defect(...of(JSON.stringify(sampleTranscript(1), null, 1)))).toBe("transcript_malformed");
    expect(defect(gzipSync(new Uint8Array(65 << 20)), hash)).toBe("too_large");
  });

  test("error: what is no transcript is not stored", () => {
    expect(() =>
      encodeTranscript({ ...sampleTranscript(1), sampling: { seed: 0.5, temperatureThousandths: 0, maxTokens: 1 } }),
    ).toThrow(expect.objectContaining({ code: "record_invalid" }));
  });
});
