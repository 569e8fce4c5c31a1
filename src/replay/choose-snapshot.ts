import { validatorShares, type ValidatorShare, type ValidatorStake } from "../mechanism/index.ts";
import { recordJson, type ChainRecord } from "../record/index.ts";
import type { Placed, ShardBook } from "./shard-book.ts";
import { isMajority } from "./voice.ts";

/** What the chain said at a grid block, as it counts. */
export interface AcceptedSnapshot {
  readonly record: ChainRecord;
  /** Shares of the rounds, and voice in what validators decide together. */
  readonly shares: readonly ValidatorShare[];
}

export interface SnapshotChoice {
  readonly accepted: AcceptedSnapshot | null;
  /** Writers of versions that differ from the one with most voice behind it. */
  readonly dissenters: readonly string[];
}

interface Version {
  readonly record: ChainRecord;
  readonly writers: string[];
  voiceBp: number;
}

/**
 * The snapshot of a grid block that counts: the version that more than half of the validators' voice wrote in time. The
 * first one of all has no predecessor to say whose voice is how loud: there the writers' stake by `rootStakes` counts,
 * or their number where none of them is known.
 *
 * @param shares of the snapshot before; `null` for the first
 */
export function chooseSnapshot(
  book: ShardBook,
  grid: number,
  {
    deadlineBlocks,
    shares,
    rootStakes,
  }: {
    deadlineBlocks: number;
    shares: readonly ValidatorShare[] | null;
    rootStakes: readonly ValidatorStake[];
  },
): SnapshotChoice {
  const written = book.snapshots(grid);
  const voices = shares ?? rootShares(written, rootStakes);
  // Of the first snapshot nobody can say yet who would have had to see it.
  const witnesses = shares ?? [];
  const timely = written.filter(({ validator, seq }) =>
    book.isTimely(validator, seq, grid + deadlineBlocks, witnesses),
  );
  const versions = versionsOf(timely, voices);
  const [first] = versions;
  if (first === undefined) return { accepted: null, dissenters: [] };
  const dissenters = versions.slice(1).flatMap(({ writers }) => writers);
  if (!isMajority(first.voiceBp, voices)) return { accepted: null, dissenters };
  const { record } = first;
  return { accepted: { record, shares: validatorShares(record.validators) }, dissenters };
}

/** Most voice first. Who wrote two versions has no voice in either. */
function versionsOf(timely: readonly Placed<ChainRecord>[], voices: readonly ValidatorShare[]): Version[] {
  const versions = new Map<string, Version>();
  const versionOf = new Map<string, string>();
  const doubled = new Set<string>();
  for (const { validator, record } of timely) {
    const text = recordJson(record);
    const before = versionOf.get(validator);
    if (before !== undefined && before !== text) doubled.add(validator);
    versionOf.set(validator, text);
    if (!versions.has(text)) versions.set(text, { record, writers: [], voiceBp: 0 });
  }
  for (const { hotkey, shareBp } of voices) {
    const version = versions.get(versionOf.get(hotkey) ?? "");
    if (version === undefined || doubled.has(hotkey)) continue;
    version.writers.push(hotkey);
    version.voiceBp += shareBp;
  }
  return [...versions]
    .filter(([, { writers }]) => writers.length > 0)
    .sort(([a, left], [b, right]) => right.voiceBp - left.voiceBp || (a < b ? -1 : 1))
    .map(([, version]) => version);
}

function rootShares(
  written: readonly Placed<ChainRecord>[],
  rootStakes: readonly ValidatorStake[],
): readonly ValidatorShare[] {
  const writers = new Set(written.map(({ validator }) => validator));
  const known = validatorShares(rootStakes.filter(({ hotkey }) => writers.has(hotkey)));
  return known.length > 0 ? known : validatorShares([...writers].map((hotkey) => ({ hotkey, stakeRao: "1" })));
}
