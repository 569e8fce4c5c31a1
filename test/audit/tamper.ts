import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  decodeShard,
  draftShard,
  encodeShard,
  type EncodedShard,
  encodeTranscript,
  shardMessage,
  type DecodedShard,
  type RolloutRecord,
  type ShardHead,
  type ShardRecord,
  type Transcript,
} from "../../src/record/index.ts";
import { FsStore, putTranscript, readTranscript, seqOfShardKey, shardKey, shardPrefix } from "../../src/store/index.ts";
import type { SigningKey } from "../../src/wallet/index.ts";

/**
 * A copy of a store that a test may spoil. Transcripts are shared with the original, since there are many: new ones may
 * be added, to edit one ask for a copy of them too.
 */
export async function copyOf(folder: string, { transcripts = false, documents = false } = {}): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "affine-tampered-"));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  await cp(join(folder, "records"), join(copy, "records"), { recursive: true });
  if (documents) await cp(join(folder, "documents"), join(copy, "documents"), { recursive: true });
  if (transcripts) await cp(join(folder, "transcripts"), join(copy, "transcripts"), { recursive: true });
  else await symlink(join(folder, "transcripts"), join(copy, "transcripts"));
  return copy;
}

/** One validator's chain in a folder, to be spoilt by others or by itself. */
export class TamperedChain {
  readonly #folder: string;
  readonly #netuid: number;
  readonly #key: SigningKey;

  constructor(folder: string, netuid: number, key: SigningKey) {
    this.#folder = folder;
    this.#netuid = netuid;
    this.#key = key;
  }

  path(seq: number): string {
    return join(this.#folder, this.key(seq));
  }

  key(seq: number): string {
    return shardKey({ netuid: this.#netuid, hotkey: this.#key.address, seq });
  }

  async shards(): Promise<DecodedShard[]> {
    const store = await FsStore.open(this.#folder);
    const shards: DecodedShard[] = [];
    for await (const key of store.list(shardPrefix({ netuid: this.#netuid, hotkey: this.#key.address }))) {
      const seq = seqOfShardKey(key);
      if (seq !== undefined) shards.push(decodeShard(await readFile(this.path(seq))));
    }
    return shards;
  }

  /** What the cheating validator itself can do: change its records, and sign everything from there on anew. */
  async rewrite(
    change: (records: RolloutRecord[], seq: number) => readonly ShardRecord[] | Promise<readonly ShardRecord[]>,
    heads: (seq: number, shards: readonly DecodedShard[]) => readonly ShardHead[] = (seq, shards) =>
      shards[seq]?.header.heads ?? [],
  ): Promise<void> {
    const shards = await this.shards();
    let previous: string | null = null;
    for (const [seq, { header, records }] of shards.entries()) {
      const changed = await change(structuredClone(records) as RolloutRecord[], seq);
      const shard = this.sign({ ...header, seq, previous, records: changed, heads: heads(seq, shards) });
      previous = shard.headerHash;
      await writeFile(this.path(seq), shard.bytes);
    }
  }

  /** A shard with the key's own signature. */
  sign(shard: Parameters<typeof draftShard>[0]): EncodedShard {
    const draft = draftShard(shard);
    return encodeShard(draft, this.#key.sign(shardMessage(draft.header)));
  }

  async transcriptOf(record: RolloutRecord): Promise<Transcript> {
    const store = await FsStore.open(this.#folder);
    const transcript =
      record.transcript === null ? undefined : await readTranscript(store, this.#netuid, record.transcript);
    if (transcript === undefined) throw new Error("The record has no transcript.");
    return transcript;
  }

  /** Stores a transcript; its hash. */
  async put(transcript: Transcript): Promise<string> {
    await putTranscript(await FsStore.open(this.#folder), this.#netuid, transcript);
    return encodeTranscript(transcript).hash;
  }

  transcriptPath(hash: string): string {
    return join(this.#folder, "transcripts", String(this.#netuid), hash.slice(0, 2), `${hash}.json.gz`);
  }
}
