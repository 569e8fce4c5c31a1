import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import type { FoundShard } from "../chains/read-chain.ts";
import { Findings } from "../findings.ts";
import type { AuditedRecord } from "../records/audited-record.ts";
import { Checkpoint } from "./checkpoint.ts";
import { JudgedShards } from "./judged-shards.ts";

const ABOUT = { code: "c".repeat(64), rules: "rules", netuid: 120 };
const hashOf = (shard: number): string => shard.toString(16).padStart(64, "0");

/** What is known of the first so many shards of one validator, each of 100 blocks and one answer, before `finish`. */
async function judge(file: string, shards: number, wrong: number[] = []): Promise<JudgedShards> {
  const judged = new JudgedShards(await Checkpoint.open(file, ABOUT), new Findings());
  for (let seq = 0; seq < shards; seq += 1) {
    const found = { key: `k${seq}`, header: { hotkey: "v", lastBlock: 100 * seq }, hash: hashOf(seq) };
    if (judged.begin(found as unknown as FoundShard, 1)) continue;
    const audited = { key: found.key, record: { outcome: "scored" } } as unknown as AuditedRecord;
    judged.result(audited, { judged: true, fault: wrong.includes(seq) ? "wrong_score" : null });
  }
  return judged;
}

async function known(file: string, shards: number): Promise<number[]> {
  const checkpoint = await Checkpoint.open(file, ABOUT);
  return Array.from({ length: shards }, (_, seq) => seq).filter((seq) => checkpoint.has(hashOf(seq)));
}

describe("a verification that is killed", () => {
  test("behavior: has written down what it judged, but for the last shards", async () => {
    const file = join(await temporaryFolder(), "verify.json");
    await judge(file, 20);
    // Answers to the questions of the last two shards may lie in shards to come.
    await expect.poll(() => known(file, 20)).toEqual(Array.from({ length: 18 }, (_, seq) => seq));
  });

  test("behavior: what an earlier one knew stays known until the next comes to its end", async () => {
    const file = join(await temporaryFolder(), "verify.json");
    await (await judge(file, 20)).finish();
    const before = await known(file, 20);
    expect(before).toHaveLength(18);
    const second = await judge(file, 10);
    expect(await known(file, 20)).toEqual(before);
    await second.finish();
    expect(await known(file, 20)).toHaveLength(8);
  });

  test("behavior: a shard with a wrong answer is never written down", async () => {
    const file = join(await temporaryFolder(), "verify.json");
    await (await judge(file, 20, [3])).finish();
    expect(await known(file, 20)).not.toContain(3);
    expect(await known(file, 20)).toHaveLength(17);
  });
});
