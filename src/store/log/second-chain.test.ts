import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { NETUID, RULES, sampleRecord, validatorKey } from "../../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { shardMessage, type ShardHeader } from "../../record/index.ts";
import { FsStore, RecordLog, type RecordLogOptions, shardKey } from "../index.ts";

const { address: hotkey } = validatorKey;
const chain = { netuid: NETUID, hotkey };
const sign = (header: ShardHeader): Uint8Array => validatorKey.sign(shardMessage(header));

async function openLog(folder: string, changes: Partial<RecordLogOptions> = {}): Promise<RecordLog> {
  const log = await RecordLog.open({ folder, ...chain, rules: RULES, signHeader: sign, ...changes });
  onTestFinished(() => log.close());
  return log;
}

/** A folder with three sealed shards, and the end of its chain. */
async function sealedFolder() {
  const folder = await temporaryFolder();
  const log = await openLog(folder);
  for (const number of [0, 1, 2]) {
    await log.append(sampleRecord(number));
    await log.seal();
  }
  const { head } = log.status();
  await log.close();
  return { folder, head: head!, records: join(folder, "records", String(NETUID), hotkey) };
}

const wayBack = expect.stringMatching(/backup.*new hotkey/) as string;

describe("a second chain is never begun in silence", () => {
  test.each([
    ["all records", (records: string) => rm(records, { recursive: true }), "has no shard"],
    [
      "the last shard",
      (_: string, folder: string) => rm(join(folder, shardKey({ ...chain, seq: 2 }))),
      "ends at shard 1",
    ],
  ])("error: %s gone, the journal there", async (_, lose, there) => {
    const { folder, records } = await sealedFolder();
    await lose(records, folder);
    await expect(openLog(folder)).rejects.toMatchObject({
      code: "state_corrupt",
      message: expect.stringMatching(new RegExp(`${there}, and the journal says that shard 2 was signed`)) as string,
      hint: wayBack,
    });
  });

  test("error: the whole data folder gone, and the signer or the chain knows better", async () => {
    const folder = await temporaryFolder();
    for (const [by, mayBeUnstored] of [
      ["the signer's log says", true],
      ["its announcement on chain says", false],
    ] as const) {
      const expected = [{ seq: 0, headerHash: "a".repeat(64), by, mayBeUnstored }];
      await expect(openLog(folder, { expected })).rejects.toMatchObject({
        code: "state_corrupt",
        message: expect.stringContaining(`${by} that shard 0 was signed`) as string,
        hint: wayBack,
      });
    }
  });

  test("error: other records in the place of those that were signed", async () => {
    const { folder, head } = await sealedFolder();
    const expected = [{ seq: head.seq, headerHash: "a".repeat(64), by: "its announcement on chain says" }];
    await expect(openLog(folder, { expected })).rejects.toThrow("another shard 2 was signed than the one there");
  });

  test("behavior: what the store has is brought back, and the chain goes on", async () => {
    const { folder, head } = await sealedFolder();
    const store = await FsStore.open(folder);
    const fresh = await temporaryFolder();
    const expected = [{ seq: head.seq, headerHash: head.headerHash, by: "its announcement on chain says" }];
    const log = await openLog(fresh, { store, expected });
    await log.append(sampleRecord(3));
    expect(await log.seal()).toMatchObject({ head: { seq: 3 }, problem: undefined });
  });

  test("behavior: signed and not stored, since the process died in between, goes on from its draft", async () => {
    const { folder } = await sealedFolder();
    let signed: ShardHeader | undefined;
    const dying = await openLog(folder, {
      signHeader(header) {
        signed = header;
        throw new Error("the answer was lost");
      },
    });
    await dying.append(sampleRecord(3));
    expect((await dying.seal()).problem).toBeDefined();
    await dying.close();
    const expected = [
      { seq: 3, headerHash: "b".repeat(64), by: "the signer's log says", mayBeUnstored: true },
      { seq: 2, headerHash: signed!.previous, by: "its announcement on chain says" },
    ];
    const again = await openLog(folder, { expected });
    expect(await again.seal()).toMatchObject({ head: { seq: 3 }, problem: undefined });
  });
});
