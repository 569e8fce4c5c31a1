import { V2_CONSTANTS } from "./constants.ts";
import { Evaluation, type Verdict } from "./evaluation.ts";
import { isScores, type RoundRecord, type TestRound, type ValidatorShare } from "./round.ts";
import { StreamRows } from "./streams.ts";
import { maxRounds, type TestTerms } from "./terms.ts";
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
  readonly #rows: StreamRows;
  /** Everything taken so far: looked at again when a validator is left out. */
  readonly #record: TestRound[] = [];
  readonly #refused = new Map<RoundRefusal, number>();
  #evaluation: Evaluation;
  #status: TestStatus = OPEN;
  #validators: readonly ValidatorShare[] = [];
  #hotkeys: ReadonlySet<string> = new Set();
  #lastRound = -1;
  #lastBlock = -1;

  readonly #followIntervals: boolean;

  /** @param options `followIntervals`: intersect the shown intervals at every look; decides nothing, costs time. */
  constructor(terms: TestTerms, { followIntervals = false }: { followIntervals?: boolean } = {}) {
    this.terms = terms;
    this.#followIntervals = followIntervals;
    this.#rows = new StreamRows(terms);
    this.#evaluation = this.#evaluationWithout(new Set());
  }

  get status(): TestStatus {
    return this.#status;
  }

  get evaluation(): Evaluation {
    return this.#evaluation;
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
    const sound = this.#isSound(round.record) ? round : { ...round, record: MALFORMED };
    this.#lastRound = round.round;
    this.#lastBlock = round.block;
    this.#record.push(sound);
    if (this.#evaluation.add(sound)) this.#settle(this.#evaluation.look());
    return this.#status;
  }

  /** Ends an open test whose time is up although no round came. */
  expire(block: number): TestStatus {
    if (this.#status.state === "open" && block - this.terms.admittedBlock >= V2_CONSTANTS.ttlBlocks) {
      this.#status = { state: "ended", reason: "time" };
    }
    return this.#status;
  }

  #settle(verdict: Verdict): void {
    let next: Verdict | null = verdict;
    while (next?.kind === "exclude") next = this.#replayWithout(next.hotkey);
    this.#status = this.#statusOf(next);
    if (this.#status.state !== "open") this.#record.length = 0;
  }

  #statusOf(verdict: Exclude<Verdict, { kind: "exclude" }> | null): TestStatus {
    if (verdict === null) return this.#limits();
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
    if (this.#evaluation.rounds >= maxRounds(this.terms.environments)) return { state: "ended", reason: "rounds" };
    if (this.#lastBlock - this.terms.admittedBlock >= V2_CONSTANTS.ttlBlocks) return { state: "ended", reason: "time" };
    return OPEN;
  }

  /** Looks at the whole record again without one more validator; the first verdict that is not to go on. */
  #replayWithout(hotkey: string): Verdict | null {
    const excluded = new Set([...this.#evaluation.excluded, hotkey]);
    this.#evaluation = this.#evaluationWithout(excluded);
    for (const round of this.#record) {
      if (!this.#evaluation.add(round)) continue;
      const verdict = this.#evaluation.look();
      if (verdict.kind !== "go_on") return verdict;
    }
    return null;
  }

  #evaluationWithout(excluded: ReadonlySet<string>): Evaluation {
    return new Evaluation(this.terms, excluded, { rows: this.#rows, followIntervals: this.#followIntervals });
  }

  #refusal(round: TestRound): RoundRefusal | null {
    if (this.#status.state !== "open") return "test_over";
    if (!Number.isSafeInteger(round.round) || !Number.isSafeInteger(round.block)) return "malformed";
    if (round.round <= this.#lastRound || round.block < this.#lastBlock) return "out_of_order";
    if (round.validators !== this.#validators) {
      this.#validators = round.validators;
      const sound = round.validators.filter(
        ({ shareBp }) => Number.isInteger(shareBp) && shareBp > 0 && shareBp <= 10_000,
      );
      this.#hotkeys = new Set(sound.length === round.validators.length ? sound.map(({ hotkey }) => hotkey) : []);
    }
    return this.#hotkeys.has(round.validator) ? null : "unknown_validator";
  }

  #isSound(record: RoundRecord): boolean {
    if (record.kind !== "answered") return true;
    const { champion, challenger } = record;
    const { environments } = this.terms;
    return isScores(challenger, environments) && (champion === null || isScores(champion, environments));
  }
}
