import { cp } from "node:fs/promises";
import { join } from "node:path";
import { draftShard, encodeShard, shardMessage, type ShardRecord } from "../../src/record/index.ts";
import { FsStore, shardKey, ShardReader } from "../../src/store/index.ts";
import { readHotkey } from "../../src/wallet/index.ts";

/**
 * A copy of a demo's data folder in which its validator tells another story: every shard signed anew with its own key,
 * so that nothing is wrong with any of them by itself.
 *
 * @param change records of a shard, in order, as the new story has them
 */
export async function rewriteChain(
  home: string,
  copy: string,
  change: (records: readonly ShardRecord[]) => readonly ShardRecord[],
): Promise<void> {
  const netuid = 120;
  const { key } = await readHotkey({ folder: join(home, "wallets"), coldkey: "default", hotkey: "default" });
  for (const part of ["transcripts", "documents"]) await cp(join(home, part), join(copy, part), { recursive: true });
  const from = await FsStore.open(home, { readOnly: true });
  const to = await FsStore.open(copy);
  let previous: string | null = null;
  let seq = 0;
  for await (const found of new ShardReader(from, { netuid, hotkey: key.address }).walk()) {
    if (found.kind === "problem") throw new Error(found.message);
    const { rules, heads, atMs, sealedBlock } = found.header;
    const records = change(found.records);
    if (records.length === 0) continue;
    const draft = draftShard({ netuid, hotkey: key.address, seq, previous, records, heads, rules, atMs, sealedBlock });
    const shard = encodeShard(draft, key.sign(shardMessage(draft.header)));
    await to.putOnce(shardKey(draft.header), shard.bytes);
    previous = shard.headerHash;
    seq += 1;
  }
  await from.close();
  await to.close();
}
