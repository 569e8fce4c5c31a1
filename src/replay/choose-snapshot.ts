import { sha256Hex, type SharedValues } from "../core/index.ts";
import { validatorShares, type StakedShare } from "../mechanism/index.ts";
import { recordJson, type ChainRecord } from "../record/index.ts";
import type { Placed, Versions } from "./placed-records.ts";
import type { ShardBook } from "./shard-book.ts";
import { votersAbout } from "./voters-about.ts";
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
   * when it decides, for want of anything better. Whether it was right follows from `root`.
   */
  readonly present: readonly StakedShare[];
  /** Hash of the version that a root must be ({@link snapshotHash}), where that is known. */
  readonly root?: string | undefined;
}

/** A version before it is weighed. */
interface Written {
  readonly text: string;
  readonly record: ChainRecord;
  /** What each of those wrote who wrote this one first. */
  readonly placed: Versions[];
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
 * those of the snapshot before, without those that are silent ({@link votersAbout}); of several versions
 * that are carried so the one with the largest part of all the former voting shares counts, so that a minority cannot win by
 * calling the others silent, and a root only where there is nothing else. Where nobody with a voting share is left (before the first snapshot; a lone validator's new key;
 * an empty list) a version rests on its own list: it is a *root*.
 */
export function chooseSnapshot(book: ShardBook, grid: number, question: SnapshotQuestion): SnapshotChoice {
  const versions = versionsOf(book, grid, question);
  const [first, ...others] = versions;
  if (first === undefined) return { accepted: null, dissenters: [] };
  const dissenters = others.flatMap(({ writers }) => [...writers].sort());
  if (!first.isCarried || !isDecisive(first, others, question)) return { accepted: null, dissenters };
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

/** Those that have writers with a voting share: carried ones first, roots last of them, then by their part. */
function versionsOf(book: ShardBook, grid: number, question: SnapshotQuestion): Version[] {
  const written = new Map<string, Written>();
  for (const own of book.snapshots(grid).values()) {
    const [{ record }] = own;
    const text = recordJson(record);
    const version = written.get(text);
    if (version === undefined) written.set(text, { text, record, placed: [own] });
    else version.placed.push(own);
  }
  return [...written.values()]
    .map((version) => weigh(book, version, question))
    .filter(({ writers }) => writers.size > 0)
    .sort(
      (a, b) =>
        Number(b.isCarried) - Number(a.isCarried) ||
        Number(a.isRoot) - Number(b.isRoot) ||
        b.part - a.part ||
        (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
    );
}

function weigh(book: ShardBook, { text, record, placed }: Written, question: SnapshotQuestion): Version {
  const { before, deadlineBlocks, present, root } = question;
  const isKnownRoot = root !== undefined && snapshotHash(record) === root;
  const left = before === null ? [] : votersAbout(book, record, { before, deadlineBlocks, isKnownRoot });
  const isRoot = left.length === 0;
  const votingShares = isRoot ? validatorShares(record.validators) : left;
  const voters = new Set(votingShares.map(({ hotkey }) => hotkey));
  const isInTime = ({ validator, seq }: Placed<ChainRecord>): boolean =>
    book.isTimely(validator, seq, record.block + deadlineBlocks, votingShares);
  // Who wrote two versions in time has no voting share in either; what is written later changes nothing.
  const writers = new Set(
    placed
      .filter(([{ validator }]) => voters.has(validator))
      .filter(([first, other]) => isInTime(first) && !(other !== undefined && isInTime(other)))
      .map(([{ validator }]) => validator),
  );
  const isWriter = (hotkey: string): boolean => writers.has(hotkey);
  const isAllowed = !isRoot || root === undefined || isKnownRoot;
  const part = partOf(isWriter, isRoot ? present : (before?.shares ?? []));
  return { text, record, writers, isRoot, isCarried: isAllowed && isMajority(isWriter, votingShares), part };
}

/**
 * Whether nothing speaks against a carried version. Of several beginnings one counts for those who wrote it only by more
 * of the present stake than each other one: between equals, and by none at all, nothing is decided.
 */
function isDecisive({ isRoot, part }: Version, others: readonly Version[], { root }: SnapshotQuestion): boolean {
  return !isRoot || root !== undefined || others.every((other) => !other.isRoot || other.part < part);
}
