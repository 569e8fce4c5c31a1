import {
  assignedValidator,
  Contest,
  scheduleLagRounds,
  v2Weights,
  type StakedShare,
  type ValidatorStake,
  validatorShares,
} from "../mechanism/index.ts";
import { MAX_ROOTS, type RosterDocument } from "../record/index.ts";
import type { SharedValues } from "../core/index.ts";
import { championRulesOf, questionsPerRound, rulesHash, type ChampionRules, type ContestRules } from "./rules.ts";
import { Admission } from "./admission.ts";
import { chooseSnapshot, type AcceptedSnapshot } from "./choose-snapshot.ts";
import { describeContest } from "./describe-contest.ts";
import { opinionAt } from "./opinions.ts";
import { playedRound } from "./played-round.ts";
import { LateShardCheck } from "./late-shard-check.ts";
import type { ReplayShard } from "./replay-shard.ts";
import { CrowningBook } from "./crowning-book.ts";
import type { ContestReplayOptions, ReplayNeed, ReplayNote } from "./replay-options.ts";
import type { ContestState } from "./replay-state.ts";
import { roundChallenges, type RoundPlan } from "./round-plan.ts";
import { RosterCache } from "./roster-cache.ts";
import { ScheduledRounds } from "./scheduled-rounds.ts";
import { ShardBook } from "./shard-book.ts";
import { SnapshotInForce } from "./snapshot-in-force.ts";

/**
 * The contest, recomputed from signed records: who is admitted, whose turn a round is, what was recorded in time, who is
 * champion. A pure function of the shards read, the roster documents they name and the hashes of the round blocks: the
 * same ones in any order give the same states, and later ones change nothing that was decided.
 *
 * @example
 * const replay = new ContestReplay({ rules, beacon: (block) => hashes.get(block) });
 * for (const shard of shards) replay.read(shard);
 * for (let need = replay.advance(head); need !== null; need = replay.advance(head)) await fetch(need);
 * replay.weights({ uidOf, block: head });
 */
export class ContestReplay {
  readonly #rules: ContestRules;
  readonly #champion: ChampionRules;
  readonly #options: ContestReplayOptions;
  readonly #book: ShardBook;
  readonly #contest: Contest;
  readonly #admission: Admission;
  readonly #again: LateShardCheck;
  readonly #rosters = new RosterCache();
  readonly #scheduled = new ScheduledRounds();
  readonly #crownings: CrowningBook;
  readonly #lag: number;
  #present: readonly StakedShare[];
  readonly #inForce: SnapshotInForce;
  #nextRound: number;
  #nextGrid: number;
  #nextPlay: number;
  #lastPlayed = -1;

  /** @throws AffineError `mechanism_unknown` for rules of another mechanism. */
  constructor(options: ContestReplayOptions) {
    const { rules } = options;
    const champion = championRulesOf(rules);
    const { roundBlocks } = rules;
    const { deadlineBlocks, gridBlocks, startBlock, blindBp, loneValidatorBlocks } = champion;
    this.#rules = rules;
    this.#champion = champion;
    this.#options = options;
    this.#present = validatorShares(options.rootStakes ?? []);
    this.#book = new ShardBook({ netuid: rules.netuid, rules: rulesHash(rules), roundBlocks });
    this.#contest = new Contest({
      blindBp,
      loneValidatorBlocks,
      questionsPerRound: questionsPerRound(rules),
      followIntervals: options.onState !== undefined,
    });
    this.#admission = new Admission(this.#contest, champion);
    this.#crownings = new CrowningBook(this.#contest, this.#admission, options.onNote);
    this.#again = new LateShardCheck(rules, this.#book);
    this.#inForce = new SnapshotInForce(options);
    this.#lag = scheduleLagRounds({ roundBlocks, deadlineBlocks });
    this.#nextGrid = Math.ceil(startBlock / gridBlocks) * gridBlocks;
    this.#nextRound = Math.ceil((startBlock + 2 * deadlineBlocks) / roundBlocks);
    this.#nextPlay = this.#nextRound - this.#lag;
  }

  /** Takes a verified shard, in any order. */
  read(shard: ReplayShard): void {
    if (this.#book.add(shard)) this.#again.noticed(shard);
  }

  /** Takes a roster document that a snapshot names. */
  addRoster(document: RosterDocument): void {
    this.#rosters.add(document);
  }

  /** Takes the validators as the reader's chain shows them now: they choose where several could begin. */
  seePresent(rootStakes: readonly ValidatorStake[]): void {
    this.#present = validatorShares(rootStakes);
  }

  /** Why what was decided no longer follows from what has been read since: begin again with a new replay. */
  get outdated(): string | null {
    return this.#again.outdated;
  }

  /** All shards that were read. */
  get book(): ShardBook {
    return this.#book;
  }

  /** Last round that is scheduled; -1 before the first. */
  get lastScheduled(): number {
    return this.#nextRound - 1;
  }

  /** A round that is scheduled and not played yet; `undefined` when nobody is asked in it. */
  planOf(round: number): RoundPlan | undefined {
    return this.#scheduled.planOf(round);
  }

  /** The snapshot in force. */
  get snapshot(): AcceptedSnapshot | null {
    return this.#inForce.accepted;
  }

  get contest(): Contest {
    return this.#contest;
  }

  get admission(): Admission {
    return this.#admission;
  }

  /** What is decided by now, with the evidence of the last round played; `undefined` before the first grid block. */
  describe(): ContestState | undefined {
    const last = this.#nextGrid - this.#champion.gridBlocks;
    return last < this.#champion.startBlock ? undefined : this.#describe(last);
  }

  /**
   * Everything that follows from what was read, as JSON can hold it, in an order that does not depend on that of reading;
   * roster documents are fetched again. `shared` has what occurs more than once.
   */
  save(shared: SharedValues) {
    return {
      contest: this.#contest.save(shared),
      admission: this.#admission.save(shared),
      crownings: this.#crownings.save(shared),
      book: this.#book.save(shared),
      again: this.#again.save(shared),
      scheduled: this.#scheduled.save(shared),
      inForce: this.#inForce.save(shared),
      next: [this.#nextRound, this.#nextGrid, this.#nextPlay, this.#lastPlayed] as const,
    };
  }

  /** Takes over what {@link save} gave of a replay by the same rules; to be called before anything is read. */
  load(saved: ReturnType<ContestReplay["save"]>, shared: SharedValues): void {
    this.#contest.load(saved.contest, shared);
    this.#admission.load(saved.admission, shared);
    this.#crownings.load(saved.crownings, shared);
    this.#book.load(saved.book, shared);
    this.#again.load(saved.again, shared, this.#present);
    this.#scheduled.load(saved.scheduled, shared, this.#rules);
    this.#inForce.load(saved.inForce, shared);
    [this.#nextRound, this.#nextGrid, this.#nextPlay, this.#lastPlayed] = saved.next;
  }

  /** Weights for the present champion; uids are those of the block at which they are set. */
  weights(at: { uidOf: (hotkey: string) => number | undefined; block: number }): ReadonlyMap<number, number> {
    const { burnUid, payment } = this.#champion;
    const { champion, crowns, isUnpaid: unpaid } = this.#contest;
    return v2Weights({ ...at, champion: champion?.hotkey ?? null, unpaid, crowns, burnUid, payment });
  }

  /**
   * Goes on until every round up to a block is scheduled: with it everything is decided whose deadline passed a
   * deadline before.
   *
   * @returns what is missing to go on, `null` when nothing is
   */
  advance(headBlock: number): ReplayNeed | null {
    const { roundBlocks } = this.#rules;
    const { deadlineBlocks } = this.#champion;
    for (; this.#nextRound * roundBlocks <= headBlock; this.#nextRound += 1) {
      const horizon = this.#nextRound * roundBlocks - 2 * deadlineBlocks;
      const need = this.#settleUntil(horizon) ?? this.#schedule(this.#nextRound, horizon);
      if (need !== null) return need;
    }
    return null;
  }

  /** Grid blocks and rounds up to a block, in their order: at one block the chain speaks first. */
  #settleUntil(horizon: number): ReplayNeed | null {
    const { roundBlocks } = this.#rules;
    for (;;) {
      const grid = this.#nextGrid;
      const round = this.#nextPlay * roundBlocks;
      if (Math.min(grid, round) > horizon) return null;
      if (grid <= round) {
        const need = this.#stepGrid(grid);
        if (need !== null) return need;
        this.#nextGrid += this.#champion.gridBlocks;
      } else {
        this.#play(this.#nextPlay);
        this.#nextPlay += 1;
      }
    }
  }

  #stepGrid(grid: number): ReplayNeed | null {
    const { deadlineBlocks } = this.#champion;
    const { accepted: before, nextRoot: root } = this.#inForce;
    const about = { deadlineBlocks, before, present: this.#present, root };
    const { accepted, dissenters } = chooseSnapshot(this.#book, grid, about);
    if (accepted !== null) {
      const { roster: hash } = accepted.record;
      const roster = this.#rosters.get(hash);
      if (roster === undefined) return { kind: "roster", hash };
      const unread = accepted.record.validators.find(({ hotkey }) => this.#options.isRead?.(hotkey) === false);
      if (unread !== undefined) return { kind: "shards", hotkey: unread.hotkey };
      this.#inForce.take(accepted, grid);
      this.#step(grid, roster, accepted.shares);
      this.#rosters.drop(hash);
    }
    this.#again.rememberGrid(grid, about, accepted);
    if (dissenters.length > 0) this.#note("snapshot_conflict", grid, dissenters, "they saw another chain, or say so");
    if (accepted === null && before !== null) this.#note("no_snapshot", grid, [], this.#whyUncounted(grid));
    this.#options.onState?.(this.#describe(grid));
    return null;
  }

  #whyUncounted(grid: number): string {
    return this.#book.snapshots(grid).size === 0
      ? "nobody has recorded it"
      : "no version of it was recorded in time by a majority";
  }

  #step(grid: number, roster: RosterDocument, shares: readonly StakedShare[]): void {
    const { deadlineBlocks } = this.#champion;
    const opinionOf = this.#again.opinions((subject) =>
      opinionAt(this.#book, subject, { grid, deadlineBlocks, shares }),
    );
    this.#crownings.watch(grid, () => this.#admission.step({ block: grid, roster, opinionOf }));
  }

  #play(round: number): void {
    const scheduled = this.#scheduled.take(round);
    if (scheduled === undefined) return;
    const { block, reign } = scheduled;
    if ("beacon" in scheduled) {
      const played = playedRound(scheduled, this.#rules, this.#book, this.#champion.deadlineBlocks);
      this.#again.rememberRound(scheduled, played);
      const bad = [...played.records.values()].find(({ kind }) => kind !== "answered" && kind !== "void");
      if (bad !== undefined) this.#note("round_bad", block, [scheduled.validator], `round ${round} is ${bad.kind}`);
      this.#options.onRound?.(played);
      this.#crownings.watch(block, () => this.#contest.play(played));
    } else {
      const records = new Map<string, never>();
      this.#crownings.watch(block, () =>
        this.#contest.play({ round, block, reign, served: [], validator: "", validators: [], records }),
      );
    }
    this.#lastPlayed = round;
  }

  #schedule(round: number, horizon: number): ReplayNeed | null {
    const { roundBlocks } = this.#rules;
    const block = round * roundBlocks;
    const shares = this.snapshot?.shares ?? [];
    if (shares.length === 0) return null;
    const beacon = this.#beaconOf(block);
    const validator = beacon === undefined ? null : assignedValidator(shares, beacon, round);
    const isAsked = this.#contest.entries.some((entry) => entry.isOpen || entry.isCandidate || entry.trial === null);
    if (isAsked && beacon === undefined) return { kind: "beacon", block };
    const scheduled = this.#contest.schedule(round, horizon);
    const challengers = scheduled.served.flatMap((id) => this.#admission.contestant(id) ?? []);
    const isEmpty = challengers.length === 0 && scheduled.rests !== true;
    if (beacon === undefined || validator === null || isEmpty) {
      this.#scheduled.add({ round, block, reign: scheduled.reign });
      return null;
    }
    const champion = this.#admission.contestant(this.#contest.champion?.id ?? "") ?? null;
    const challenges = roundChallenges(this.#rules, beacon, round);
    this.#scheduled.add({ ...scheduled, block, beacon, validator, shares, champion, challengers, challenges });
    return null;
  }

  #beaconOf(block: number): string | undefined {
    const { beacon } = this.#options;
    if (beacon !== undefined) return beacon(block);
    const { roundBlocks } = this.#rules;
    return this.#book.beacon(block, { roundBlocks, gridBlocks: this.#champion.gridBlocks });
  }

  #describe(block: number): ContestState {
    const validators = this.snapshot?.shares ?? [];
    const roots = this.#inForce.roots.slice(0, MAX_ROOTS);
    const crownings = this.#crownings.list();
    return describeContest(this.#contest, this.#admission, {
      ...{ block, round: this.#lastPlayed, validators, roots, crownings },
    });
  }

  #note(code: ReplayNote["code"], block: number, hotkeys: readonly string[], detail: string): void {
    this.#options.onNote?.({ code, block, hotkeys, detail });
  }
}
