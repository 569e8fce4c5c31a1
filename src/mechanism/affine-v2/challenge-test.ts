import { kinds, need, type SharedValues } from "../../core/index.ts";
import { V2_CONSTANTS } from "./constants.ts";
import type { Evaluation } from "./evaluation.ts";
import { ReplayedEvaluation, type SettledVerdict } from "./replayed-evaluation.ts";
import { isRecord, type RoundRecord, type TestRound, type ValidatorShare } from "./round.ts";
import { WHOLE_SHARE } from "./shares.ts";
import { StreamRows } from "./streams.ts";
import { maxRounds, termsKind, type TestTerms } from "./terms.ts";
import { CANDIDATE, OPEN, type TestStatus } from "./test-status.ts";

/** Why a round was not looked at. */
export type RoundRefusal = "test_over" | "malformed" | "out_of_order" | "unknown_validator";

const MALFORMED: RoundRecord = { kind: "invalid" };

/**
 * One challenger against the champion: takes the rounds in order, one at a time, and says when it is decided. The same
 * rounds give the same status, sums and evidence, whoever reads them and however they arrive.
 *
 * @example
 * const test = new ChallengeTest(testTerms({ champion, crownedBlock, block, anchorsBp }));
 * for (const round of rounds) test.advance(round);
 * test.status; // { state: "candidate" }
 */
export class ChallengeTest {
  readonly terms: TestTerms;
  readonly #replayed: ReplayedEvaluation;
  readonly #refused = new Map<RoundRefusal, number>();
  #status: TestStatus = OPEN;
  #validators: readonly ValidatorShare[] = [];
  #hotkeys: ReadonlySet<string> = new Set();
  #lastRound = -1;
  #lastBlock = -1;

  /** @param options `followIntervals`: intersect the shown intervals at every look; decides nothing, costs time. */
  constructor(terms: TestTerms, options: { followIntervals?: boolean } = {}) {
    need(termsKind, terms, "ChallengeTest", "what testTerms returns");
    need(kinds.shape({ followIntervals: kinds.maybe(kinds.flag) }), options, "ChallengeTest", "{ followIntervals }");
    const { followIntervals = false } = options;
    this.terms = terms;
    const isFinal = (verdict: SettledVerdict): boolean => verdict.kind !== "go_on";
    this.#replayed = new ReplayedEvaluation(terms, { rows: new StreamRows(terms), followIntervals, isFinal });
  }

  get status(): TestStatus {
    return this.#status;
  }

  get evaluation(): Evaluation {
    return this.#replayed.evaluation;
  }

  /** Rounds that were not looked at, by reason. */
  get refused(): ReadonlyMap<RoundRefusal, number> {
    return this.#refused;
  }

  /** Takes a round; never throws on what a record holds. Records that are malformed count as invalid ones. */
  advance(round: TestRound): TestStatus {
    const refusal = this.#refusal(round);
    if (refusal !== null) {
      this.#refused.set(refusal, (this.#refused.get(refusal) ?? 0) + 1);
      return this.#status;
    }
    this.#lastRound = round.round;
    this.#lastBlock = round.block;
    const sound = isRecord(round.record, this.terms) ? round : { ...round, record: MALFORMED };
    const verdict = this.#replayed.add(sound);
    if (verdict !== null) this.#become(this.#statusOf(verdict));
    return this.#status;
  }

  /** Ends an open test whose time is up although no round came. */
  expire(block: number): TestStatus {
    if (this.#status.state === "open" && this.#isPast(block)) this.#become({ state: "ended", reason: "time" });
    return this.#status;
  }

  save(shared: SharedValues) {
    return {
      terms: this.terms,
      status: this.#status,
      refused: [...this.#refused],
      lastRound: this.#lastRound,
      lastBlock: this.#lastBlock,
      replayed: this.#replayed.save(shared),
    };
  }

  /** A test as {@link save} gave it. @param options as in the constructor */
  static load(
    saved: ReturnType<ChallengeTest["save"]>,
    shared: SharedValues,
    options: { followIntervals?: boolean },
  ): ChallengeTest {
    const test = new ChallengeTest(saved.terms, options);
    test.#status = saved.status;
    for (const [reason, count] of saved.refused) test.#refused.set(reason, count);
    test.#lastRound = saved.lastRound;
    test.#lastBlock = saved.lastBlock;
    test.#replayed.load(saved.replayed, shared);
    return test;
  }

  #become(status: TestStatus): void {
    this.#status = status;
    if (status.state !== "open") this.#replayed.forget();
  }

  #statusOf(verdict: SettledVerdict): TestStatus {
    switch (verdict.kind) {
      case "go_on":
        return this.#limits();
      case "candidate":
        return CANDIDATE;
      case "stop":
        return { state: "stopped", reason: verdict.reason };
      case "freeze":
        return { state: "frozen" };
    }
  }

  #limits(): TestStatus {
    if (this.evaluation.rounds >= maxRounds(this.terms.environments)) return { state: "ended", reason: "rounds" };
    return this.#isPast(this.#lastBlock) ? { state: "ended", reason: "time" } : OPEN;
  }

  #isPast(block: number): boolean {
    return block - this.terms.admittedBlock >= V2_CONSTANTS.ttlBlocks;
  }

  #refusal(round: TestRound): RoundRefusal | null {
    if (this.#status.state !== "open") return "test_over";
    if (!Number.isSafeInteger(round.round) || !Number.isSafeInteger(round.block)) return "malformed";
    if (round.round <= this.#lastRound || round.block < this.#lastBlock) return "out_of_order";
    if (round.validators !== this.#validators) this.#meet(round.validators);
    return this.#hotkeys.has(round.validator) ? null : "unknown_validator";
  }

  /** A list with a share that cannot be, or one hotkey twice, names nobody. */
  #meet(validators: readonly ValidatorShare[]): void {
    this.#validators = validators;
    const hotkeys = new Set(validators.map(({ hotkey }) => hotkey));
    const isSound =
      hotkeys.size === validators.length &&
      validators.every(({ share }) => Number.isInteger(share) && share > 0 && share <= WHOLE_SHARE);
    this.#hotkeys = isSound ? hotkeys : new Set();
  }
}
