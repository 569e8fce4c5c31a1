import type { FoundShard } from "../chains/read-chain.ts";
import type { Findings } from "../findings.ts";
import type { AuditedRecord } from "../records/audited-record.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** Blocks behind a chain's end whose answers are judged again: those to one question may lie in several shards. */
const OPEN_BLOCKS = 200;

interface Judged {
  readonly hotkey: string;
  readonly hash: string;
  readonly lastBlock: number;
  /** Answers that were picked and not judged yet. */
  open: number;
  isSound: boolean;
}

/** Shards judged between two savings at least: who is killed judges so many again, or a sixteenth of all. */
const SAVED_EVERY = 8;
const SAVED_SHARE = 1 / 16;

/** Knows of each shard whether all of its answers were judged, and writes down which need not be again: as it goes, and in the end. */
export class JudgedShards {
  readonly #checkpoint: Checkpoint;
  readonly #findings: Findings;
  readonly #shards = new Map<string, Judged>();
  #unsaved = 0;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(checkpoint: Checkpoint, findings: Findings) {
    this.#checkpoint = checkpoint;
    this.#findings = findings;
  }

  /** Whether an earlier run of this program found a shard sound, and all of its answers right. */
  isKnown(hash: string): boolean {
    return this.#checkpoint.has(hash);
  }

  /** Takes a shard before its answers are judged. @returns whether they were, by an earlier run */
  begin({ key, header, hash }: FoundShard, answers: number): boolean {
    const isKnown = this.#checkpoint.has(hash);
    const { hotkey, lastBlock } = header;
    this.#shards.set(key, { hotkey, hash, lastBlock, open: isKnown ? 0 : answers, isSound: true });
    return isKnown;
  }

  result({ key, record }: AuditedRecord, { judged, fault }: { judged: boolean; fault: string | null }): void {
    const shard = this.#shards.get(key);
    if (shard === undefined) return;
    shard.open -= 1;
    // A host's failure has nothing to judge.
    if (fault !== null || (!judged && record.outcome !== "infra_failure")) shard.isSound = false;
    if (shard.open > 0 || !shard.isSound) return;
    this.#unsaved += 1;
    // In proportion, for each saving writes all of them.
    if (this.#unsaved < Math.max(SAVED_EVERY, SAVED_SHARE * this.#shards.size)) return;
    this.#unsaved = 0;
    // One after the other; what went wrong is told in the end.
    this.#saving = this.#saving.then(() => this.#checkpoint.save(this.#sound(), false));
    this.#saving.catch(() => undefined);
  }

  /** @throws AffineError as {@link Checkpoint.save} */
  async finish(): Promise<void> {
    await this.#saving;
    await this.#checkpoint.save(this.#sound(), true);
  }

  /** What is sound, of validators about whom nothing was found at all. */
  #sound(): Map<string, string[]> {
    const sound = new Map<string, string[]>();
    const newest = new Map<string, number>();
    for (const { hotkey, lastBlock } of this.#shards.values()) {
      newest.set(hotkey, Math.max(newest.get(hotkey) ?? 0, lastBlock));
    }
    for (const { hotkey, hash, lastBlock, open, isSound } of this.#shards.values()) {
      const isOld = lastBlock <= (newest.get(hotkey) ?? 0) - OPEN_BLOCKS;
      if (!isOld || open > 0 || !isSound || this.#findings.countOf(hotkey) > 0) continue;
      const hashes = sound.get(hotkey);
      if (hashes === undefined) sound.set(hotkey, [hash]);
      else hashes.push(hash);
    }
    return sound;
  }
}
