import { expect, test } from "vitest";
import { ERA_BLOCKS, eraFrom } from "./era.ts";

const hash = `0x${"11".repeat(32)}` as const;

test("default: the bytes of Era::Mortal(8, birth % 8), and the last block of its life", () => {
  const era = eraFrom({ number: 7_000_003, hash });
  expect(Buffer.from(era.encoded).toString("hex")).toBe("3200");
  expect(era.last).toBe(7_000_010);
});

test("behavior: every block of its life finds the same birth, the ones around it do not", () => {
  for (let number = 100; number < 100 + ERA_BLOCKS; number += 1) {
    const { birth, last } = eraFrom({ number, hash });
    // Era::birth of sp_runtime, with the phase in the encoded bytes.
    const phase = number % ERA_BLOCKS;
    const birthFrom = (current: number): number =>
      Math.floor((Math.max(current, phase) - phase) / ERA_BLOCKS) * ERA_BLOCKS + phase;
    expect([birthFrom(number), birthFrom(last)]).toEqual([birth.number, birth.number]);
    expect([birthFrom(number - 1), birthFrom(last + 1)]).not.toContain(birth.number);
  }
});
