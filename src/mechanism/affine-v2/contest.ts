import { TestBudget } from "./budget.ts";
import { ChallengeTest } from "./challenge-test.ts";
import { V2_CONSTANTS } from "./constants.ts";
import { Entry, type Contender } from "./contender.ts";
import type { IgnoredPart, PlayedRound, ScheduledRound } from "./contest-round.ts";
import { Duels } from "./duels.ts";
import { leastGainBp } from "./least-gain.ts";
import { compareCommitments } from "./order.ts";
import type { Crown } from "./payment.ts";
import { Qualification } from "./qualification.ts";
import { chooseServed, rank } from "./ranking.ts";
import { Reign } from "./reign.ts";
import { isChampion, type RoundRecord, type RoundShape } from "./round.ts";
import { testTerms } from "./terms.ts";

const MISSING: RoundRecord = { kind: "missing" };

export interface ContestOptions {
  /** Per environment, in the order of the network: what a blind guess scores, basis points (from its card). */
  readonly blindBp: readonly number[];
  /** Questions of each environment a round, over which scores are sums; 1 when left out. */
  readonly questionsPerRound?: number;
  /** Anchors to begin with, basis points; none when left out. */
  readonly anchorsBp?: readonly (number | null)[];
  /** Blocks between the evidence of a crown and its effect when there is one validator; 360 when left out. */
  readonly loneValidatorBlocks?: number;
  /** Intersect shown intervals at every look; decides nothing. */
  readonly followIntervals?: boolean;
}

/** A crown that is decided; it takes effect at a block. */
export interface PendingCrown {
  readonly id: string;
  readonly effectiveBlock: number;
}

/**
 * Champion and challengers: takes admissions, chain events and rounds in order, and says who is champion. The same
 * events give the same champion; nothing here has a clock, a random number or a float that decides.
 */
export class Contest {
  readonly #options: ContestOptions;
  readonly #budget = new TestBudget();
  readonly #entries = new Map<string, Entry>();
  /** The entries in order of commitment, and those of them that may yet win; `null` after a change. */
  #inOrder: readonly Entry[] | null = null;
  #undecided: readonly Entry[] | null = null;
  readonly #duels: Duels;
  readonly #crowns: Crown[] = [];
  readonly #ignored = new Map<IgnoredPart, number>();
  #anchorsBp: readonly (number | null)[];
  #champion: { contender: Contender; reign: Reign } | null = null;
  #pending: PendingCrown | null = null;
  #reign = 0;
  #lastRound = -1;
  #lastBlock = -1;
  #ranking: readonly string[] = [];
  #rankedAt = -1;

  constructor(options: ContestOptions) {
    this.#options = options;
    this.#duels = new Duels(this.#shape);
    this.#anchorsBp = options.anchorsBp ?? options.blindBp.map(() => null);
  }

  get environments(): number {
    return this.#options.blindBp.length;
  }
  get #shape(): RoundShape {
    return { environments: this.environments, questions: this.#options.questionsPerRound ?? 1 };
  }
  get champion(): Contender | null {
    return this.#champion?.contender ?? null;
  }
  /** Block at which the champion was crowned; `null` while there is none. */
  get crownedBlock(): number | null {
    return this.#champion?.reign.crownedBlock ?? null;
  }
  /** Number of the reign, from 0; a time without champion counts as one. */
  get reign(): number {
    return this.#reign;
  }
  get crowns(): readonly Crown[] {
    return this.#crowns;
  }
  get anchorsBp(): readonly (number | null)[] {
    return this.#anchorsBp;
  }
  get pendingCrown(): PendingCrown | null {
    return this.#pending;
  }
  /** Parts of rounds that were not looked at, by reason. */
  get ignored(): ReadonlyMap<IgnoredPart, number> {
    return this.#ignored;
  }
  /** Everybody in the contest but the champion, in order of commitment. */
  get entries(): readonly Entry[] {
    this.#inOrder ??= [...this.#entries.values()].sort((a, b) =>
      compareCommitments(a.contender.committed, b.contender.committed),
    );
    return this.#inOrder;
  }
  /** {@link entries} without those whose trials have ended: most of them, late in a reign. */
  get #live(): readonly Entry[] {
    return (this.#undecided ??= this.entries.filter((entry) => !entry.isDecided));
  }
  /** The champion's own scores so far. */
  get championScores(): Reign["scores"] | null {
    return this.#champion?.reign.scores ?? null;
  }

  /** Takes in a contender; its test begins as soon as the budget has one left. Known ids are left as they are. */
  admit(contender: Contender, block: number): void {
    if (this.#entries.has(contender.id) || this.#champion?.contender.id === contender.id) return;
    this.#entries.set(contender.id, new Entry(contender, this.#shape));
    this.#changed();
    this.#beginTrials(block);
  }

  /** Takes out a contender: left the metagraph, or its host changed the model. A champion that leaves is gone. */
  withdraw(id: string, block: number): void {
    if (this.#champion?.contender.id === id) {
      this.#startReign(null, block);
      return;
    }
    this.#remove(id);
    if (this.#pending?.id === id) this.#pending = null;
    this.#crownWhoMay(block);
  }

  /** Whom to ask in a round; to be called once a round, in order, with what is complete a deadline before its block. */
  schedule(round: number, block: number): ScheduledRound {
    this.#beginTrials(block);
    const open = this.#live.filter((entry) => entry.isOpen);
    const period = Math.floor(round / V2_CONSTANTS.screenRounds);
    if (period !== this.#rankedAt) {
      this.#ranking = rank(open, this.environments).map((entry) => entry.id);
      this.#rankedAt = period;
    }
    const served = chooseServed(open, this.#meeting(), this.#ranking);
    for (const id of served) {
      const entry = this.#entries.get(id);
      if (entry !== undefined) entry.scheduled += 1;
    }
    return { round, reign: this.#reign, served };
  }

  /** Takes a round that was played. Never throws on what a record holds. */
  play(played: PlayedRound): void {
    const { round, block, validator } = played;
    if (!Number.isSafeInteger(round) || !Number.isSafeInteger(block)) {
      this.#ignore("malformed");
      return;
    }
    if (round <= this.#lastRound || block < this.#lastBlock) {
      this.#ignore("out_of_order");
      return;
    }
    // A round in which nobody is asked belongs to nobody; it lets time pass.
    if (played.served.length > 0 && !played.validators.some(({ hotkey }) => hotkey === validator)) {
      this.#ignore("unknown_validator");
      return;
    }
    this.#lastRound = round;
    this.#lastBlock = block;
    if (this.#pending !== null && played.block >= this.#pending.effectiveBlock)
      this.#crown(this.#pending.id, played.block);
    if (played.reign !== this.#reign) {
      this.#ignore("old_reign");
      return;
    }
    this.#watchChampion(played);
    const candidates = this.#candidates();
    for (const id of played.served) this.#advance(id, played);
    for (const id of played.records.keys()) if (!played.served.includes(id)) this.#ignore("not_served");
    this.#duels.advance(played, candidates, (candidate) => this.#standingBefore(candidate));
    for (const entry of this.#live) {
      entry.trial?.test.expire(block);
      if (entry.isDecided) this.#undecided = null;
    }
    if (this.#champion?.reign.hasGone(played.block) === true) this.#startReign(null, played.block);
    else this.#crownWhoMay(played.block);
  }

  #watchChampion({ champion, nulls, block }: PlayedRound): void {
    if (this.#champion === null || champion === undefined) return;
    if (isChampion(champion, nulls, this.#shape))
      this.#champion.reign.add(block, nulls?.some((count) => count > 0) === true ? null : champion);
    else this.#ignore("champion_malformed");
  }

  #advance(id: string, played: PlayedRound): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.trial === null) {
      this.#ignore("unknown_contender");
      return;
    }
    if (!entry.isOpen) return;
    const record: RoundRecord = played.records.get(id) ?? MISSING;
    const { round, block, validator, validators } = played;
    entry.trial.test.advance({ round, block, validator, validators, record });
    entry.remember(record);
    if (entry.isDecided) this.#undecided = null;
  }

  #candidates(): Entry[] {
    return this.#live.filter((entry) => entry.isCandidate);
  }

  /** The earliest candidate that has common rounds left, with those before it: one that is stuck holds up no later one. */
  #meeting(): readonly string[] {
    for (const candidate of this.#candidates()) {
      const meeting = this.#duels.schedule(candidate, this.#standingBefore(candidate));
      if (meeting.length > 0) return meeting;
    }
    return [];
  }

  /** Undecided tests and candidates that were committed before this one and have not lost to it. */
  #standingBefore(candidate: Entry): Entry[] {
    const { committed } = candidate.contender;
    return this.#live.filter(
      (entry) =>
        (entry.isOpen || entry.isCandidate) &&
        compareCommitments(entry.contender.committed, committed) < 0 &&
        !this.#duels.isWon(candidate, entry),
    );
  }

  #crownWhoMay(block: number): void {
    if (this.#pending !== null) return;
    const qualified = this.#live.find((entry) => entry.isQualified);
    const next = qualified ?? this.#candidates().find((candidate) => this.#standingBefore(candidate).length === 0);
    if (next === undefined) return;
    const alone = next.trial?.kind === "test" && next.trial.test.evaluation.validators < 2;
    const { loneValidatorBlocks = V2_CONSTANTS.loneValidatorBlocks } = this.#options;
    if (alone) this.#pending = { id: next.id, effectiveBlock: block + loneValidatorBlocks };
    else this.#crown(next.id, block);
  }

  #crown(id: string, block: number): void {
    this.#pending = null;
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#remove(id);
    const { rounds, contender } = entry;
    this.#crowns.push({ hotkey: contender.hotkey, block, gainBp: leastGainBp(entry), rounds });
    this.#startReign(entry, block);
  }

  /** Ends a reign and begins the next; all open tests are queued again, in order of commitment, decided ones go. */
  #startReign(entry: Entry | null, block: number): void {
    if (this.#champion !== null) this.#anchorsBp = this.#champion.reign.anchors(this.#anchorsBp);
    this.#champion =
      entry === null
        ? null
        : { contender: entry.contender, reign: new Reign(block, entry.ownScores, this.#shape.questions) };
    this.#reign += 1;
    this.#pending = null;
    this.#duels.clear();
    this.#ranking = [];
    this.#rankedAt = -1;
    for (const other of [...this.#entries.values()]) {
      if (other.isDecided) this.#remove(other.id);
      else other.trial = null;
    }
    this.#beginTrials(block);
  }

  #remove(id: string): void {
    this.#entries.delete(id);
    this.#changed();
  }

  #changed(): void {
    this.#inOrder = null;
    this.#undecided = null;
  }

  #beginTrials(block: number): void {
    for (const entry of this.#live) {
      if (entry.trial !== null) continue;
      if (!this.#budget.take(block)) return;
      entry.begin(
        this.#champion === null
          ? { kind: "qualification", test: new Qualification(this.#options.blindBp, block, this.#shape.questions) }
          : { kind: "test", test: this.#newTest(this.#champion.reign, block) },
      );
    }
  }

  #newTest(reign: Reign, block: number): ChallengeTest {
    const { followIntervals = false } = this.#options;
    const terms = testTerms({
      champion: reign.scores,
      crownedBlock: reign.crownedBlock,
      block,
      anchorsBp: this.#anchorsBp,
      questions: this.#shape.questions,
    });
    return new ChallengeTest(terms, { followIntervals });
  }

  #ignore(part: IgnoredPart): void {
    this.#ignored.set(part, (this.#ignored.get(part) ?? 0) + 1);
  }
}
