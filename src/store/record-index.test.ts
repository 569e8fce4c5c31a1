import { describe, expect, test } from "vitest";
import { otherKey, sampleRecord, validatorKey } from "../../test/integration/records/sample-records.ts";
import { RecordIndex } from "./index.ts";

const validator = validatorKey.address;
const proof = { key: "records/120/x/0000000000.ndjson.gz", line: 2 };

describe("RecordIndex", () => {
  test("default: records of a block and later, by block", () => {
    const index = new RecordIndex();
    for (const number of [35, 5, 15, 25, 16]) index.add({ validator, record: sampleRecord(number), proof });
    expect(index.recordsSince(1_001).map(({ record }) => record)).toEqual(
      [15, 16, 25, 35].map((number) => sampleRecord(number)),
    );
    expect(index.recordsSince(1_004)).toEqual([]);
    expect(index.completeFrom).toBe(0);
  });

  test("behavior: a pending record gets its proof when it is sealed; other validators' records stand beside", () => {
    const index = new RecordIndex();
    index.add({ validator, record: sampleRecord(1), proof: null });
    index.add({ validator, record: sampleRecord(1), proof });
    index.add({ validator: otherKey.address, record: sampleRecord(1), proof });
    expect(index.size).toBe(2);
    expect(index.recordsSince(0).map((found) => found.proof)).toEqual([proof, proof]);
  });

  test("behavior: the oldest blocks are forgotten first, and it says so", () => {
    const index = new RecordIndex({ mostRecords: 100 });
    for (let number = 0; number < 250; number += 1) index.add({ validator, record: sampleRecord(number), proof });
    expect(index.size).toBeLessThanOrEqual(100);
    const found = index.recordsSince(0).map(({ record }) => record.block);
    expect(found[0]).toBe(index.completeFrom);
    expect(index.recordsSince(index.completeFrom)).toHaveLength((1_025 - index.completeFrom) * 10);
    const { size } = index;
    index.add({ validator, record: sampleRecord(0), proof });
    expect(index.size).toBe(size);
  });
});
