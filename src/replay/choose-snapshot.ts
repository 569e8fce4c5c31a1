import { sha256Hex, type SharedValues } from "../core/index.ts";
import { validatorShares, type StakedShare } from "../mechanism/index.ts";
import { recordJson, type ChainRecord } from "../record/index.ts";
import type { Placed } from "./placed-records.ts";
import type { ShardBook } from "./shard-book.ts";
import { isSilent } from "./silence.ts";
import { isMajority, partOf } from "./majority.ts";

/** What the chain said at a grid block, as it counts. */
export interface AcceptedSnapshot {
  readonly record: ChainRecord;
  /** Shares of the rounds, and voting share in what validators decide together. */
  readonly shares: readonly StakedShare[];
  /** Whether it rests on its own list, for nobody with a voting share was left: see {@link chooseSnapshot}. */
  readonly isRoot: boolean;
}

export interface SnapshotChoice {
  readonly accepted: AcceptedSnapshot | null;
  /** Writers of other versions than the one that counts, or that comes closest to it. */
  readonly dissenters: readonly string[];
}

export interface SnapshotQuestion {
  readonly deadlineBlocks: number;
  /** The last one that counts; `null` before the first. */
  readonly before: AcceptedSnapshot | null;
  /**
   * Whose word counts where several versions rest on their own lists: the validators as the reader's chain shows them
   * now, for want of anything better. Whether it was right follows from `root`.
   */
  readonly present: readonly StakedShare[];
  /** Hash of the version that a root must be ({@link snapshotHash}), where that is known. */
  readonly root?: string | undefined;
}

interface Version {
  readonly text: string;
  readonly record: ChainRecord;
  readonly writers: ReadonlySet<string>;
  readonly isRoot: boolean;
  /** Written in time by a majority of its voting shares. */
  readonly isCarried: boolean;
  /** Of the shares of the snapshot before; of a root's writers, of the present ones. */
  readonly part: number;
}

/**
 * The snapshot of a grid block that counts: the version that a majority of the voting shares wrote in time. The voting shares are
 * those of the snapshot before, without those that the chain shows to be silent ({@link isSilent}); of several versions
 * that are carried so the one with the largest part of all the former voting shares counts, so that a minority cannot win by
 * calling the others silent, and a root only where there is nothing else. Where nobody with a voting share is left (before the first snapshot; a lone validator's new key;
 * an empty list) a version rests on its own list: it is a *root*.
 */
export function chooseSnapshot(book: ShardBook, grid: number, question: SnapshotQuestion): SnapshotChoice {
  const versions = versionsOf(book, grid, question);
  const [first] = versions;
  if (first === undefined) return { accepted: null, dissenters: [] };
  const dissenters = versions.slice(1).flatMap(({ writers }) => [...writers].sort());
  if (!first.isCarried) return { accepted: null, dissenters };
  const { record, isRoot } = first;
  return { accepted: { record, shares: validatorShares(record.validators), isRoot }, dissenters };
}

/** An accepted snapshot as a saved state holds it: the record's place among the shared values, and whether it is a root. */
export type SavedSnapshot = readonly [record: number, isRoot: boolean];

export function saveSnapshot({ record, isRoot }: AcceptedSnapshot, shared: SharedValues): SavedSnapshot {
  return [shared.put(record), isRoot];
}

export function loadSnapshot([place, isRoot]: SavedSnapshot, shared: SharedValues): AcceptedSnapshot {
  const record = shared.get<ChainRecord>(place);
  return { record, shares: validatorShares(record.validators), isRoot };
}

/** What names a snapshot. */
export function snapshotHash(record: ChainRecord): string {
  return sha256Hex(recordJson(record));
}

/** Those that have writers with a voting share: carried ones first, then by their part of the former voting shares. */
function versionsOf(book: ShardBook, grid: number, question: SnapshotQuestion): Version[] {
  const written = new Map<string, Placed<ChainRecord>[]>();
  for (const placed of book.snapshots(grid)) {
    const text = recordJson(placed.record);
    const version = written.get(text);
    if (version === undefined) written.set(text, [placed]);
    else version.push(placed);
  }
  return [...written]
    .flatMap(([text, placed]) => {
      const others = [...written].flatMap(([other, elsewhere]) => (other === text ? [] : elsewhere));
      const [first] = placed;
      return first === undefined ? [] : [weigh(book, { text, record: first.record, placed, others }, question)];
    })
    .filter(({ writers }) => writers.size > 0)
    .sort(
      (a, b) =>
        Number(b.isCarried) - Number(a.isCarried) ||
        b.part - a.part ||
        (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
    );
}

/** @param version its `others` are where its grid block's other versions stand */
function weigh(
  book: ShardBook,
  version: {
    readonly text: string;
    readonly record: ChainRecord;
    readonly placed: readonly Placed<ChainRecord>[];
    readonly others: readonly Placed<ChainRecord>[];
  },
  { before, deadlineBlocks, present, root }: SnapshotQuestion,
): Version {
  const { text, record, placed, others } = version;
  const left = before === null ? [] : before.shares.filter(({ hotkey }) => !isSilent(hotkey, before.record, record));
  const isRoot = left.length === 0;
  const votingShares = isRoot ? validatorShares(record.validators) : left;
  const inTime = (all: readonly Placed<ChainRecord>[]): string[] =>
    all
      .filter(({ validator }) => votingShares.some(({ hotkey }) => hotkey === validator))
      .filter(({ validator, seq }) => book.isTimely(validator, seq, record.block + deadlineBlocks, votingShares))
      .map(({ validator }) => validator);
  // Who wrote two versions in time has no voting share in either; what is written later changes nothing.
  const doubled = new Set(inTime(others));
  const writers = new Set(inTime(placed).filter((validator) => !doubled.has(validator)));
  const isWriter = (hotkey: string): boolean => writers.has(hotkey);
  const isAllowed = !isRoot || root === undefined || snapshotHash(record) === root;
  const part = isRoot ? partOf(isWriter, present) : partOf(isWriter, before?.shares ?? []);
  return { text, record, writers, isRoot, isCarried: isAllowed && isMajority(isWriter, votingShares), part };
}
