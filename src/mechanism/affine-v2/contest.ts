import { need, type SharedValues } from "../../core/index.ts";
import { TestBudget } from "./budget.ts";
import { ChallengeTest } from "./challenge-test.ts";
import { V2_CONSTANTS } from "./constants.ts";
import { Entry, type Contender } from "./contender.ts";
import { loadTrial } from "./trial.ts";
import type { IgnoredPart, PlayedRound, ScheduledRound } from "./contest-round.ts";
import { contestOptionsKind, type ContestOptions, type PendingCrown } from "./contest-options.ts";
import { Duels } from "./duels.ts";
import { Field } from "./field.ts";
import type { Crown } from "./payment.ts";
import { Qualification } from "./qualification.ts";
import { PeriodRanking } from "./period-ranking.ts";
import { chooseServed, inTurn } from "./ranking.ts";
import { Reign } from "./reign.ts";
import { isChampion, type RoundRecord, type RoundShape } from "./round.ts";
import { bestQualified, gainBoundBp, successor } from "./succession.ts";
import type { TestTerms } from "./terms.ts";

const MISSING: RoundRecord = { kind: "missing" };

/**
 * Champion and challengers: takes admissions, chain events and rounds in order, and says who is champion. The same
 * events give the same champion; nothing here has a clock, a random number or a float that decides.
 */
export class Contest {
  readonly #options: ContestOptions;
  readonly #budget = new TestBudget();
  readonly #field = new Field();
  readonly #duels: Duels;
  readonly #crowns: Crown[] = [];
  readonly #ignored = new Map<IgnoredPart, number>();
  #anchorsBp: readonly (number | null)[];
  #champion: { contender: Contender; reign: Reign } | null = null;
  #pending: PendingCrown | null = null;
  #reign = 0;
  #lastRound = -1;
  #lastBlock = -1;
  readonly #ranking = new PeriodRanking();
  #isResting = false;

  constructor(options: ContestOptions) {
    need(contestOptionsKind, options, "Contest", "{ blindBp } and what else a network chooses");
    this.#options = options;
    this.#duels = new Duels(this.#shape, this.#field);
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
    return this.#field.entries;
  }
  /** Whether the champion answers too little to be paid. */
  get isUnpaid(): boolean {
    return this.#champion?.reign.isUnpaid ?? false;
  }
  /** Whether the tests rest, since the champion's host does not answer. */
  get isResting(): boolean {
    return this.#isResting;
  }
  /** The champion's own scores so far. */
  get championScores(): Reign["scores"] | null {
    return this.#champion?.reign.scores ?? null;
  }

  /** Takes in a contender, whose test or qualification begins at once. Known ids are left as they are. */
  admit(contender: Contender, block: number): void {
    if (this.#field.has(contender.id) || this.#champion?.contender.id === contender.id) return;
    this.#field.add(new Entry(contender, this.#shape));
    this.#beginTrials(block);
  }

  /**
   * Takes out a contender: left the metagraph, or its host changed the model. A champion that leaves is gone, and since
   * it chose the moment nobody follows by what was shown against it: all qualify anew.
   */
  withdraw(id: string, block: number): void {
    if (this.#champion?.contender.id === id) {
      this.#startReign(null, block);
      return;
    }
    this.#field.remove(id);
    if (this.#pending?.id === id) this.#pending = null;
    this.#crownWhoMay(block);
  }

  /** Whom to ask in a round; to be called once a round, in order, with what is complete a deadline before its block. */
  schedule(round: number, block: number): ScheduledRound {
    this.#beginTrials(block);
    const open = this.#field.live.filter((entry) => entry.isOpen);
    this.#isResting = this.#champion?.reign.restsAt(round) ?? false;
    if (this.#isResting) {
      const rests = open.length > 0 || this.#field.candidates.length > 0;
      return { round, reign: this.#reign, served: [], ...(rests ? { rests } : {}) };
    }
    const ranking = this.#ranking.at(round, open, this.environments);
    const served = chooseServed(inTurn(open, this.#champion === null), this.#duels.meeting(), ranking);
    for (const id of served) {
      const entry = this.#field.get(id);
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
    const isAsked = played.served.length > 0 || played.rests === true;
    if (isAsked && !played.validators.some(({ hotkey }) => hotkey === validator)) {
      this.#ignore("unknown_validator");
      return;
    }
    this.#lastRound = round;
    this.#lastBlock = block;
    if (this.#pending !== null && block >= this.#pending.effectiveBlock) this.#crown(this.#pending.id, block);
    if (played.reign !== this.#reign) {
      this.#ignore("old_reign");
      return;
    }
    this.#watchChampion(played);
    const candidates = this.#field.candidates;
    for (const id of played.served) this.#advance(id, played);
    for (const id of played.records.keys()) if (!played.served.includes(id)) this.#ignore("not_served");
    this.#duels.advance(played, candidates);
    for (const entry of this.#field.live) {
      entry.trial?.test.expire(block);
      if (entry.isDecided) this.#field.decided();
    }
    this.#champion?.reign.passTo(round, block);
    if (this.#champion?.reign.isVacant === true) this.#vacate(block);
    else this.#crownWhoMay(block);
  }

  /** Everything that it has decided and remembers, as JSON can hold it; `shared` has what occurs more than once. */
  save(shared: SharedValues) {
    const champion = this.#champion;
    return {
      budget: this.#budget.save(),
      field: this.#field.save(shared),
      duels: this.#duels.save(shared),
      ranking: this.#ranking.save(),
      crowns: this.#crowns,
      ignored: [...this.#ignored],
      anchorsBp: this.#anchorsBp,
      champion: champion && { contender: champion.contender, reign: champion.reign.save() },
      pending: this.#pending,
      reign: this.#reign,
      last: [this.#lastRound, this.#lastBlock] as const,
      isResting: this.#isResting,
    };
  }

  /** Takes over what {@link save} gave, into a contest of the same options that nothing has happened in yet. */
  load(saved: ReturnType<Contest["save"]>, shared: SharedValues): void {
    const { champion } = saved;
    this.#budget.load(saved.budget);
    for (const entry of saved.field) {
      this.#field.add(Entry.load(entry, this.#shape, (trial) => loadTrial(trial, shared, this.#options)));
    }
    this.#duels.load(saved.duels, shared);
    this.#ranking.load(saved.ranking);
    this.#crowns.push(...saved.crowns);
    for (const [part, count] of saved.ignored) this.#ignored.set(part, count);
    this.#anchorsBp = saved.anchorsBp;
    this.#champion = champion && { contender: champion.contender, reign: Reign.load(champion.reign, this.#shape) };
    this.#pending = saved.pending;
    this.#reign = saved.reign;
    [this.#lastRound, this.#lastBlock] = saved.last;
    this.#isResting = saved.isResting;
  }

  #watchChampion({ champion: scores, nulls, round, served }: PlayedRound): void {
    if (this.#champion === null || scores === undefined) return;
    if (!isChampion(scores, nulls, this.#shape)) this.#ignore("champion_malformed");
    else this.#champion.reign.add({ round, scores, nulls, counts: served.length > 0 });
  }

  #advance(id: string, played: PlayedRound): void {
    const entry = this.#field.get(id);
    if (entry === undefined || entry.trial === null) {
      this.#ignore("unknown_contender");
      return;
    }
    if (!entry.isOpen) return;
    const record: RoundRecord = played.records.get(id) ?? MISSING;
    const { round, block, validator, validators } = played;
    // A test counts when its first round is played: only then is it known how many there were before it.
    entry.count((terms) => this.#newTest({ ...terms, level: this.#budget.take(block) }));
    entry.trial.test.advance({ round, block, validator, validators, record, unpaid: this.isUnpaid });
    entry.remember(record);
    if (entry.isDecided) this.#field.decided();
  }

  #crownWhoMay(block: number): void {
    if (this.#pending !== null) return;
    const { live } = this.#field;
    const next =
      bestQualified(live) ??
      this.#field.candidates.find((candidate) => this.#duels.standingBefore(candidate).length === 0);
    if (next === undefined) return;
    const { loneValidatorBlocks = V2_CONSTANTS.loneValidatorBlocks } = this.#options;
    // Where one validator's word decided.
    const electorate = next.trial?.kind === "test" ? next.trial.test.evaluation.electorate : null;
    if (electorate?.majority != null) this.#pending = { id: next.id, effectiveBlock: block + loneValidatorBlocks };
    else this.#crown(next.id, block);
  }

  #crown(id: string, block: number): void {
    this.#pending = null;
    const entry = this.#field.get(id);
    if (entry !== undefined) this.#enthrone(entry, block, entry.trial?.kind ?? "qualification");
  }

  /** The champion was silent for too long: who has shown most follows, or all qualify anew. */
  #vacate(block: number): void {
    const next = successor(this.entries);
    if (next === null) this.#startReign(null, block);
    else this.#enthrone(next, block, "succession");
  }

  #enthrone(entry: Entry, block: number, how: NonNullable<Crown["how"]>): void {
    this.#field.remove(entry.id);
    const { rounds, contender } = entry;
    const gainBp = how === "test" ? Math.max(0, gainBoundBp(entry) ?? 0) : 0;
    this.#crowns.push({ hotkey: contender.hotkey, block, gainBp, rounds, how });
    this.#startReign(entry, block);
  }

  /** Ends a reign and begins the next; all open tests are queued again, in order of commitment, decided ones go. */
  #startReign(entry: Entry | null, block: number): void {
    if (this.#champion !== null) this.#anchorsBp = this.#champion.reign.anchors(this.#anchorsBp);
    const at = { block, round: this.#lastRound };
    this.#champion =
      entry === null ? null : { contender: entry.contender, reign: new Reign(at, entry.ownScores, this.#shape) };
    this.#reign += 1;
    this.#pending = null;
    this.#duels.clear();
    this.#ranking.clear();
    this.#field.beginAgain(this.environments);
    this.#beginTrials(block);
  }

  #beginTrials(block: number): void {
    for (const entry of this.#field.live) {
      if (entry.trial !== null) continue;
      entry.begin(
        this.#champion === null
          ? { kind: "qualification", test: new Qualification(this.#options.blindBp, block, this.#shape.questions) }
          : { kind: "test", test: this.#newTest(this.#champion.reign.terms(block, this.#anchorsBp)) },
      );
    }
  }

  #newTest(terms: TestTerms): ChallengeTest {
    return new ChallengeTest(terms, { followIntervals: this.#options.followIntervals ?? false });
  }

  #ignore(part: IgnoredPart): void {
    this.#ignored.set(part, (this.#ignored.get(part) ?? 0) + 1);
  }
}
