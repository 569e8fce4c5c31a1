import { describe, expect, test } from "vitest";
import { otherKey, sampleRecord, validatorKey } from "../../../test/integration/records/sample-records.ts";
import { WindowRecords } from "./window-records.ts";

const validator = validatorKey.address;

function challengesOf(records: WindowRecords, first = 0, last = Infinity): string[] {
  return records.blocks(first, last).flatMap((block) => records.of(block).map(({ challenge }) => challenge));
}

describe("WindowRecords", () => {
  test("default: records from one block to another, by block", () => {
    const records = new WindowRecords();
    for (const number of [35, 5, 15, 25, 16]) records.add(validator, sampleRecord(number));
    const expected = [15, 16, 25, 35].map((number) => sampleRecord(number).challenge);
    expect(challengesOf(records, 1_001)).toEqual(expected);
    expect(challengesOf(records, 1_001, 1_001)).toEqual(expected.slice(0, 2));
    expect(challengesOf(records, 1_004)).toEqual([]);
    expect(records.completeFrom).toBe(0);
  });

  test("behavior: the first of a validator on a key stands, however late it comes again; others' stand beside", () => {
    const records = new WindowRecords();
    for (let number = 0; number < 2_000; number += 1) records.add(validator, sampleRecord(number));
    records.add(validator, { ...sampleRecord(0), score: 1 });
    records.add(otherKey.address, sampleRecord(0));
    expect(records.size).toBe(2_001);
    const found = records.of(sampleRecord(0).block).filter(({ challenge }) => challenge === sampleRecord(0).challenge);
    expect(found.map((record) => record.validator)).toEqual([validator, otherKey.address]);
    expect(found.map(({ score }) => score)).toEqual([sampleRecord(0).score, sampleRecord(0).score]);
  });

  test("behavior: the oldest blocks are forgotten first, and it says so", () => {
    const records = new WindowRecords({ mostRecords: 100 });
    for (let number = 0; number < 250; number += 1) records.add(validator, sampleRecord(number));
    expect(records.size).toBeLessThanOrEqual(100);
    const blocks = records.blocks(0, Infinity);
    expect(blocks[0]).toBe(records.completeFrom);
    expect(challengesOf(records)).toHaveLength((1_025 - records.completeFrom) * 10);
    const { size } = records;
    records.add(validator, sampleRecord(0));
    expect(records.size).toBe(size);
  });
});
