import { sha256Hex, type SharedValues } from "../core/index.ts";
import type { PlayedRound, StakedShare } from "../mechanism/index.ts";
import { recordJson } from "../record/index.ts";
import type { ContestRules } from "./rules.ts";
import {
  chooseSnapshot,
  loadSnapshot,
  saveSnapshot,
  type AcceptedSnapshot,
  type SnapshotQuestion,
} from "./choose-snapshot.ts";
import { opinionAt, type Opinion } from "./opinions.ts";
import { disputeBlocks, playedRound } from "./played-round.ts";
import type { ReplayShard } from "./replay-shard.ts";
import type { RoundPlan } from "./round-plan.ts";
import { loadPlan, savePlan } from "./scheduled-rounds.ts";
import type { ShardBook } from "./shard-book.ts";

interface GridRead {
  readonly grid: number;
  readonly about: SnapshotQuestion;
  readonly accepted: string;
  readonly isRoot: boolean;
  readonly opinions: ReadonlyMap<string, string>;
  readonly shares: readonly StakedShare[];
}

/** Deadlines for which what was read is kept, to be read again when a shard comes late. */
const KEPT_DEADLINES = 10;

/**
 * Guards a replay that goes on while shards still arrive: when one comes that should have been there before, what it
 * touches is read again, and the replay is outdated should it read otherwise.
 */
export class LateShardCheck {
  readonly #rules: ContestRules;
  readonly #book: ShardBook;
  readonly #deadlineBlocks: number;
  #rounds: { plan: RoundPlan; text: string }[] = [];
  #grids: GridRead[] = [];
  #opinions = new Map<string, string>();
  #readUntilBlock = -1;
  #forgottenUntilBlock = -1;
  #outdated: string | null = null;
  /** Everybody who ever had a share. */
  readonly #voters = new Set<string>();

  constructor(rules: ContestRules, book: ShardBook) {
    this.#rules = rules;
    this.#book = book;
    this.#deadlineBlocks = rules.champion?.deadlineBlocks ?? 0;
  }

  get outdated(): string | null {
    return this.#outdated;
  }

  /** Wraps the asking for opinions, so that the answers are remembered. */
  opinions(ask: (subject: string) => Opinion): (subject: string) => Opinion {
    this.#opinions = new Map();
    return (subject) => {
      const opinion = ask(subject);
      this.#opinions.set(subject, JSON.stringify(opinion));
      return opinion;
    };
  }

  rememberGrid(grid: number, about: SnapshotQuestion, accepted: AcceptedSnapshot | null): void {
    const opinions = this.#opinions;
    this.#opinions = new Map();
    for (const { hotkey } of accepted?.shares ?? []) this.#voters.add(hotkey);
    const { shares = [], isRoot = false } = accepted ?? {};
    this.#grids.push({ grid, about, accepted: textOf(accepted), isRoot, opinions, shares });
    this.#passed(grid);
  }

  rememberRound(plan: RoundPlan, played: PlayedRound): void {
    this.#rounds.push({ plan, text: textOfRound(played) });
    this.#passed(plan.block);
  }

  save(shared: SharedValues) {
    return {
      rounds: this.#rounds.map(({ plan, text }) => [savePlan(plan, shared), text] as const),
      grids: this.#grids.map(({ grid, about, accepted, isRoot, opinions, shares }) => ({
        ...{ grid, accepted, isRoot, opinions: [...opinions], shares: shared.put(shares) },
        before: about.before && saveSnapshot(about.before, shared),
        // Where something began is no matter of opinion any more.
        root: about.root ?? (isRoot ? sha256Hex(accepted) : null),
      })),
      ...{ readUntilBlock: this.#readUntilBlock, forgottenUntilBlock: this.#forgottenUntilBlock },
      voters: [...this.#voters].sort(),
    };
  }

  /** @param present as in {@link SnapshotQuestion} */
  load(saved: ReturnType<LateShardCheck["save"]>, shared: SharedValues, present: readonly StakedShare[]): void {
    this.#rounds = saved.rounds.map(([plan, text]) => ({ plan: loadPlan(plan, shared, this.#rules), text }));
    this.#grids = saved.grids.map(({ grid, accepted, isRoot, opinions, shares, before, root }) => ({
      ...{ grid, accepted, isRoot, opinions: new Map(opinions), shares: shared.get<readonly StakedShare[]>(shares) },
      about: {
        ...{ deadlineBlocks: this.#deadlineBlocks, present },
        before: before && loadSnapshot(before, shared),
        ...(root === null ? {} : { root }),
      },
    }));
    this.#readUntilBlock = saved.readUntilBlock;
    this.#forgottenUntilBlock = saved.forgottenUntilBlock;
    for (const hotkey of saved.voters) this.#voters.add(hotkey);
  }

  /** A shard that was not known before. */
  noticed({ header, records }: ReplayShard): void {
    if (this.#readUntilBlock < 0 || this.#outdated !== null) return;
    const { hotkey, seq, sealedBlock = Infinity } = header;
    // Whatever was decided so far had its deadline before this one was sealed.
    if (sealedBlock > this.#readUntilBlock + this.#deadlineBlocks + disputeBlocks(this.#deadlineBlocks)) return;
    const isVoter = this.#voters.has(hotkey);
    // A stranger's shard may hold nothing that counts but the first snapshot of all, or of a new beginning.
    if (!isVoter && !records.some(({ kind }) => kind === "chain")) return;
    const where = `shard ${seq} of ${hotkey}, sealed at block ${sealedBlock}, came late`;
    if (sealedBlock <= this.#forgottenUntilBlock + this.#deadlineBlocks) {
      if (isVoter && this.#mayHaveCounted(hotkey, seq)) this.#outdated = `${where}, too late to tell`;
    } else if (!this.#readsTheSame()) this.#outdated = `${where} and changes what was decided`;
  }

  /** Whether a shard that is older than what is kept was seen in time: with one or two validators nobody else has to. */
  #mayHaveCounted(hotkey: string, seq: number): boolean {
    if (this.#voters.size <= 2) return true;
    return this.#book.wasListed(hotkey, seq, this.#forgottenUntilBlock, this.#voters);
  }

  #readsTheSame(): boolean {
    const book = this.#book;
    const deadlineBlocks = this.#deadlineBlocks;
    const rounds = this.#rounds.every(
      ({ plan, text }) => textOfRound(playedRound(plan, this.#rules, book, deadlineBlocks)) === text,
    );
    if (!rounds) return false;
    return this.#grids.every(({ grid, about, accepted, opinions, shares }) => {
      if (textOf(chooseSnapshot(book, grid, about).accepted) !== accepted) return false;
      return [...opinions].every(
        ([subject, text]) => JSON.stringify(opinionAt(book, subject, { grid, deadlineBlocks, shares })) === text,
      );
    });
  }

  #passed(block: number): void {
    this.#readUntilBlock = Math.max(this.#readUntilBlock, block);
    const keepFrom = block - KEPT_DEADLINES * this.#deadlineBlocks;
    while ((this.#rounds[0]?.plan.block ?? Infinity) < keepFrom) {
      const first = this.#rounds.shift();
      if (first === undefined) break;
      this.#book.forgetRounds(first.plan.round);
      this.#forgottenUntilBlock = first.plan.block;
    }
    while ((this.#grids[0]?.grid ?? Infinity) < keepFrom) {
      const first = this.#grids.shift();
      // Hashes of round blocks and who listed what are wanted for the rounds and grid blocks that are kept.
      if (first !== undefined) this.#book.forgetBlocks(first.grid - this.#deadlineBlocks);
    }
  }
}

function textOf(accepted: AcceptedSnapshot | null): string {
  return accepted === null ? "" : recordJson(accepted.record);
}

/** Late and missing count alike, and which of them it is depends on what has arrived. */
function textOfRound({ records, champion }: PlayedRound): string {
  return JSON.stringify([
    champion ?? "none",
    [...records].map(([id, record]) => [id, record.kind === "late" ? { kind: "missing" } : record]),
  ]);
}
