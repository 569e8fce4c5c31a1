import { describe, expect, test } from "vitest";
import { contentOf } from "./completion-chunk.ts";
import { unendedChunk } from "./unended-chunk.ts";

const whole = JSON.stringify({
  id: "a",
  choices: [{ index: 0, delta: { role: "assistant", content: 'a\\"\u0001b\n\ud83d\ude00"]}' } }],
});

describe("unendedChunk", () => {
  test("law: cut anywhere, it is the chunk with a part of its text, or none", () => {
    const full = textOf(whole);
    let chunks = 0;
    for (let end = 0; end <= whole.length; end += 1) {
      const text = textOf(whole.slice(0, end));
      if (text === null) continue;
      chunks += 1;
      expect(full?.startsWith(text.replace(/\ud83d$/, "")), whole.slice(0, end)).toBe(true);
    }
    expect(chunks).toBeGreaterThan(20);
    expect(full).toBe('a\\"\u0001b\n\ud83d\ude00"]}');
  });

  test.each(["", "<html>", "{", '{"a":"x', '{"choices":1', '{"choices":[}', "[".repeat(50), '"text', '{"choices":"x'])(
    "error: %j begins no answer",
    (begun) => {
      expect(unendedChunk(begun)?.choices ?? null).toBeNull();
    },
  );

  test("behavior: millions of brackets and backslashes are looked at once", () => {
    expect(unendedChunk("[".repeat(4_000_000))).toBeNull();
    expect(textOf(`{"choices":[{"delta":{"content":"${"\\\\".repeat(2_000_000)}`)).toBe("\\".repeat(2_000_000));
  });
});

function textOf(begun: string): string | null {
  const speech = unendedChunk(begun)?.choices?.[0]?.delta;
  return speech ? contentOf(speech) : null;
}
