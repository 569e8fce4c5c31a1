import type { Chain } from "../../../chain/chain.ts";
import {
  ContestDriver,
  PresentWords,
  rulesHash,
  type ChampionRules,
  type ContestReplay,
  type ContestRules,
  type ReplayNeed,
  type RoundPlan,
} from "../../../replay/index.ts";
import { AffineError } from "../../../core/index.ts";
import type { ValidatorStake } from "../../../mechanism/index.ts";
import type { AnswerChecks, AnswerResult } from "../../answers/answer-checks.ts";
import type { ChainFacts } from "../../chain-facts.ts";
import type { FoundShard } from "../../chains/read-chain.ts";
import type { SealedShard } from "../../chains/walk-again.ts";
import type { Findings } from "../../findings.ts";
import { placeOf, type AuditedRecord } from "../../records/audited-record.ts";
import type { DecisionAudit, ReadChains, RecomputedDecision } from "../decision-audit.ts";
import { weightsOnChain } from "../weights-on-chain.ts";
import { AuditFetch } from "./audit-fetch.ts";
import { BeaconBook } from "./beacon-book.ts";
import { DecisionComparison } from "./decision-comparison.ts";
import { DocumentChecks } from "./document-checks.ts";
import { auditDisputes } from "./dispute-audit.ts";
import { NewestBlocks } from "./newest-blocks.ts";
import { KnownResults } from "./known-results.ts";
import { RoundAudit } from "./round-audit.ts";
import { SecondReading } from "./second-reading.ts";
import { SnapshotAudit } from "./snapshot-audit.ts";
import { WeightComparison } from "./weight-comparison.ts";

/** Most validators that records may name, so that made-up names cannot keep a reader busy. */
const MOST_MENTIONED = 256;

export interface V2DecisionOptions {
  readonly rules: ContestRules;
  readonly champion: ChampionRules;
  readonly facts: ChainFacts | null;
  /** For blocks whose state the chain no longer shows. */
  readonly archive: Chain | null;
  /** Validators that take part by the chain as it is now: by their word it is known where everything began. */
  readonly present: readonly ValidatorStake[];
  readonly findings: Findings;
  /** Before each round is replayed; what it throws ends the audit. */
  readonly onRound?: (round: number, total: number) => void;
}

/** Replays the contest of affine-v2 by the validators' own replay, and looks at every round and record on the way. */
export class V2Decision implements DecisionAudit {
  readonly mentioned = new Set<string>();
  readonly #options: V2DecisionOptions;
  readonly #ours: string;
  readonly #results = new KnownResults();
  readonly #rounds = new Map<number, AuditedRecord[]>();
  readonly #plans = new Map<number, RoundPlan>();
  readonly #words: PresentWords;
  readonly #roundAudit: RoundAudit;
  readonly #snapshots: SnapshotAudit;
  readonly #decisions: DecisionComparison;
  #documents: DocumentChecks | undefined;
  #finalRound = -1;
  #newestSealed = -1;
  readonly #sealedTo = new NewestBlocks();
  readonly #snapshotTo = new NewestBlocks();
  #counted = 0;

  constructor(options: V2DecisionOptions) {
    const { rules, findings } = options;
    this.#options = options;
    this.#ours = rulesHash(rules);
    this.#words = new PresentWords(options.present, { rules: this.#ours });
    this.#roundAudit = new RoundAudit(rules, findings);
    this.#snapshots = new SnapshotAudit(options);
    this.#decisions = new DecisionComparison(options);
  }

  add(shard: FoundShard): void {
    const { key, header, records } = shard;
    this.#words.heard(shard);
    for (const name of this.#words.names()) this.mentioned.add(name);
    const { hotkey, sealedBlock = header.lastBlock } = header;
    this.#newestSealed = Math.max(this.#newestSealed, sealedBlock);
    this.#sealedTo.add(hotkey, sealedBlock);
    for (const [index, record] of records.entries()) {
      if (record.kind === "dispute") {
        this.#results.addDispute({ disputer: header.hotkey, place: placeOf({ key, index }), record });
      } else if (record.kind === "chain") {
        for (const { hotkey } of record.validators) {
          if (this.mentioned.size < MOST_MENTIONED) this.mentioned.add(hotkey);
        }
      }
    }
  }

  result(audited: AuditedRecord, result: AnswerResult): void {
    this.#results.add(audited, result);
  }

  async finish({ chains, answers }: ReadChains): Promise<RecomputedDecision | null> {
    const { rules, champion, facts, present, findings } = this.#options;
    const { netuid, roundBlocks } = rules;
    if (this.#newestSealed < 0) {
      findings.note("decision_unchecked", null, "no shard could be read");
      return null;
    }
    const last = Math.min(this.#newestSealed, facts?.newestBlock ?? Infinity);
    const weights = new WeightComparison(
      facts === null ? [] : await weightsOnChain(facts, () => last, findings),
      findings,
    );
    const beacons = new BeaconBook(facts);
    const fetch = new AuditFetch({ netuid, beacons, rules: { champion, roundBlocks }, chains });
    this.#documents = new DocumentChecks({ netuid, stores: fetch.stores, findings });
    const driver = new ContestDriver({
      rules,
      present,
      validators: chains.keys(),
      roots: this.#words.roots(),
      fetch,
      source: () => new SecondReading(chains, { netuid, findings, onShard: (shard) => this.#look(shard, answers) }),
      onState: (state) => this.#decisions.state(state),
      onNote: ({ code, block, hotkeys, detail }) => {
        if (code === "no_snapshot") findings.note("snapshot_missing", null, `block ${block}`);
        if (code === "snapshot_conflict") this.#dissent(block, hotkeys, detail);
      },
    });
    const { replay } = driver;
    let reached = last;
    for (let round = replay.lastScheduled + 1; round * roundBlocks <= last; round += 1) {
      const block = round * roundBlocks;
      this.#options.onRound?.(round, Math.floor(last / roundBlocks));
      const need = await this.#goTo(driver, block);
      if (need !== null) {
        // Rounds behind the last snapshot have no beacon when there is no chain: the record simply ends there.
        const { shares = [] } = replay.snapshot ?? {};
        if (need.kind === "beacon" && facts === null && need.block > this.#snapshotTo.newest(shares)) {
          reached = Math.max(0, Math.min(block - roundBlocks, this.#sealedTo.newest(shares)));
          break;
        }
        return this.#without(need);
      }
      const plan = replay.planOf(round);
      if (plan !== undefined) this.#plans.set(round, plan);
      this.#finalise(replay, Math.floor((block - 2 * champion.deadlineBlocks) / roundBlocks));
      weights.atRound(replay, block, block + roundBlocks - 1);
    }
    await driver.read(Infinity);
    this.#decisions.finish();
    weights.finish();
    this.#restsOnWords(replay);
    const winner = replay.contest.champion;
    const contestant = winner === null ? undefined : replay.admission.contestant(winner.id);
    return {
      block: reached,
      champion: contestant === undefined ? null : { hotkey: contestant.hotkey, model: contestant.model },
      counted: this.#counted,
    };
  }

  /** Lets the replay go on to a round; what it lacks in the end, or `null`. */
  async #goTo(driver: ContestDriver, block: number): Promise<ReplayNeed | null> {
    const { gridBlocks, deadlineBlocks } = this.#options.champion;
    await driver.read(block);
    const need = await driver.advance(block);
    if (need === null) return null;
    // A block's hash is repeated by the next snapshot, which is sealed later.
    await driver.read(block + gridBlocks + deadlineBlocks);
    return driver.advance(block);
  }

  /** Sends a shard through the checks, before it goes into the replay. */
  async #look({ header, key, records, sealedBlock }: SealedShard, answers: AnswerChecks): Promise<void> {
    const validator = header.hotkey;
    this.#decisions.sealed(validator, sealedBlock);
    if (header.rules !== this.#ours) return;
    const rollouts = records.flatMap((record, index): AuditedRecord[] =>
      record.kind === "rollout" ? [{ validator, record, seq: header.seq, key, index }] : [],
    );
    await this.#judgeDisputed(rollouts, answers);
    for (const audited of rollouts) {
      this.#counted += 1;
      this.#keep(audited);
      auditDisputes(audited, this.#results, this.#options.findings);
    }
    for (const [index, record] of records.entries()) {
      const place = placeOf({ key, index });
      if (record.kind === "chain") {
        this.#snapshotTo.add(validator, record.block);
        await this.#snapshots.check({ validator, place, record });
        await this.#documents?.check({ validator, place, record });
      }
      if (record.kind === "decision") {
        const { facts } = this.#options;
        const isThere = facts === null || (await facts.exists(record.block));
        this.#decisions.decision({ validator, place, record }, isThere ? sealedBlock : facts.newestBlock);
        await this.#documents?.check({ validator, place, record });
      }
      if (record.kind === "finding") this.#options.findings.note("finding_by_word", validator, place);
    }
  }

  /** Whatever a validator disputes is judged, whether the share picks it or not. */
  async #judgeDisputed(rollouts: readonly AuditedRecord[], answers: AnswerChecks): Promise<void> {
    const toJudge = rollouts.filter(
      (audited) => this.#results.resultOf(audited) === undefined && this.#results.disputesOf(audited).length > 0,
    );
    if (toJudge.length === 0) return;
    await answers.judgeNow(toJudge);
  }

  #keep(audited: AuditedRecord): void {
    const { round, block } = audited.record;
    // Of another block than its round's: told already, and no round's record.
    if (block !== round * this.#options.rules.roundBlocks) return;
    const known = this.#rounds.get(round);
    if (known !== undefined) known.push(audited);
    else this.#rounds.set(round, [audited]);
  }

  /** Looks at the rounds that are final. */
  #finalise(replay: ContestReplay, until: number): void {
    const { deadlineBlocks } = this.#options.champion;
    const rounds = new Set([...this.#rounds.keys(), ...this.#plans.keys()].filter((round) => round <= until));
    for (const round of [...rounds].sort((a, b) => a - b)) {
      const records = this.#rounds.get(round) ?? [];
      const plan = this.#plans.get(round);
      this.#rounds.delete(round);
      this.#plans.delete(round);
      if (plan === undefined) {
        if (round > this.#finalRound) this.#roundAudit.unplanned(records);
        else this.#roundAudit.late(records);
        continue;
      }
      const { validator, block, shares } = plan;
      this.#roundAudit.check(plan, records, (seq) =>
        replay.book.isTimely(validator, seq, block + deadlineBlocks, shares),
      );
    }
    this.#finalRound = Math.max(this.#finalRound, until);
  }

  /** Where the chain could not say who is right, the validators' own voting share does. */
  #dissent(block: number, hotkeys: readonly string[], detail: string): void {
    for (const validator of hotkeys) {
      if (this.#snapshots.isChecked(validator, block)) continue;
      this.#options.findings.deviate({
        code: "forged_snapshot",
        validator,
        record: null,
        block,
        round: null,
        message: `its snapshot of block ${block} is not the one that those with most of the voting shares wrote`,
        evidence: { detail },
      });
    }
  }

  /** What rests on somebody's word. */
  #restsOnWords(replay: ContestReplay): void {
    const votingShares = replay.snapshot?.shares.length ?? 0;
    if (votingShares === 1 || votingShares === 2) {
      this.#options.findings.note(
        "timeliness_by_word",
        null,
        `${votingShares} validator${votingShares === 1 ? "" : "s"}`,
      );
    }
  }

  #without(need: ReplayNeed): null {
    const { findings } = this.#options;
    const what = lackOf(need);
    findings.note("decision_unchecked", null, `the replay ends for want of ${what}`);
    findings.trouble(
      new AffineError("not_found", `The replay of the contest ends early: it lacks ${what}.`, {
        hint: "Use a chain endpoint that keeps block hashes, or stores that hold documents/.",
      }),
    );
    return null;
  }
}

function lackOf(need: ReplayNeed): string {
  switch (need.kind) {
    case "beacon":
      return `the hash of block ${need.block}, which nobody tells`;
    case "roster":
      return `the roster ${need.hash}, which no store has`;
    case "shards":
      return `the record of ${need.hotkey}, which cannot be read`;
  }
}
