import { AffineError } from "../core/index.ts";
import type { VerifiedRollout } from "../dataset/verified-rollout.ts";
import { defectOf, type RolloutRecord, type Transcript } from "../record/index.ts";
import { readTranscript, type ReadProblem, type ShardReader, type Store } from "../store/index.ts";

/** Told of what is broken or missing: a shard, or a text that is not what its record names. */
export type OnProblem = (problem: { readonly key: string; readonly reason: string; readonly message: string }) => void;

/** Which rollouts of a chain. */
export interface RolloutChoice {
  readonly netuid: number;
  /** Records of earlier blocks are passed over. */
  readonly firstBlock: number;
  readonly onProblem: OnProblem;
  /** Which records are wanted, before their texts are read. Default: all. */
  readonly isWanted?: (record: RolloutRecord) => boolean;
  /** Texts that are read at the same time. Default 1. */
  readonly readAhead?: number;
}

/**
 * The rollouts in the shards of one chain that were not walked yet, with what was said. A text that is damaged is told
 * and left out, like one that is not kept any more: the signed record stands without it.
 *
 * @throws AffineError `store_transport`: walk again to go on.
 */
export async function* verifiedRollouts(
  store: Store,
  reader: ShardReader,
  choice: RolloutChoice,
): AsyncGenerator<VerifiedRollout> {
  const { firstBlock, onProblem, isWanted = () => true, readAhead = 1 } = choice;
  for await (const found of reader.walk()) {
    if (found.kind === "problem") {
      onProblem(problemOf(found));
      continue;
    }
    if (found.header.lastBlock < firstBlock) continue;
    const wanted = found.records.flatMap((record, index) =>
      record.kind === "rollout" && record.block >= firstBlock && isWanted(record) ? [{ record, line: index + 2 }] : [],
    );
    for (let at = 0; at < wanted.length; at += readAhead) {
      const few = wanted.slice(at, at + readAhead);
      const isSilent = few.every(({ record }) => record.transcript === null);
      const texts = isSilent ? [] : await Promise.all(few.map(({ record }) => textOf(store, record, choice)));
      for (const [index, { record, line }] of few.entries()) {
        yield { record, transcript: texts[index], shardKey: found.key, line, header: found.header };
      }
    }
  }
}

async function textOf(
  store: Store,
  { transcript }: RolloutRecord,
  { netuid, onProblem }: RolloutChoice,
): Promise<Transcript | undefined> {
  if (transcript === null) return undefined;
  try {
    return await readTranscript(store, netuid, transcript);
  } catch (error) {
    const defect = defectOf(error);
    if (defect === undefined || !AffineError.isInstance(error)) throw error;
    onProblem({ key: `transcript ${transcript}`, reason: defect, message: error.message });
    return undefined;
  }
}

function problemOf({ key, reason, message }: ReadProblem): { key: string; reason: string; message: string } {
  return { key, reason, message };
}
