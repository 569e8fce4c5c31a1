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

/** Knows of each shard whether all of its answers were judged, and writes down in the end which need not be again. */
export class JudgedShards {
  readonly #checkpoint: Checkpoint;
  readonly #shards = new Map<string, Judged>();

  constructor(checkpoint: Checkpoint) {
    this.#checkpoint = checkpoint;
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
  }

  /** Keeps what is sound of validators about whom nothing was found at all. */
  async finish(findings: Findings): Promise<void> {
    const newest = new Map<string, number>();
    for (const { hotkey, lastBlock } of this.#shards.values()) {
      newest.set(hotkey, Math.max(newest.get(hotkey) ?? 0, lastBlock));
    }
    for (const { hotkey, hash, lastBlock, open, isSound } of this.#shards.values()) {
      const isOld = lastBlock <= (newest.get(hotkey) ?? 0) - OPEN_BLOCKS;
      if (isOld && open <= 0 && isSound && findings.countOf(hotkey) === 0) this.#checkpoint.add(hotkey, hash);
    }
    await this.#checkpoint.save();
  }
}
