import type { Chain } from "../../../chain/chain.ts";
import {
  ContestReplay,
  rulesHash,
  type ChampionRules,
  type ContestRules,
  type ReplayNeed,
  type RoundPlan,
} from "../../../contest/index.ts";
import { AffineError } from "../../../core/index.ts";
import type { ValidatorStake } from "../../../mechanism/index.ts";
import type { AnswerChecks, AnswerResult } from "../../answers/answer-checks.ts";
import type { ChainFacts } from "../../chain-facts.ts";
import type { FoundShard } from "../../chains/read-chain.ts";
import type { Findings } from "../../findings.ts";
import { placeOf, type AuditedRecord } from "../../records/audited-record.ts";
import type { DecisionAudit, ReadChains, RecomputedDecision } from "../decision-audit.ts";
import { weightsOnChain } from "../weights-on-chain.ts";
import { BeaconBook } from "./beacon-book.ts";
import { DecisionComparison } from "./decision-comparison.ts";
import { DocumentChecks } from "./document-checks.ts";
import { auditDisputes } from "./dispute-audit.ts";
import { KnownResults } from "./known-results.ts";
import { RosterFetch } from "./roster-fetch.ts";
import { RoundAudit } from "./round-audit.ts";
import { ShardMerge, type SealedShard } from "./shard-merge.ts";
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
  /** The validators as the chain shows them now: whose word counts about the first snapshot. */
  readonly rootStakes: readonly ValidatorStake[];
  readonly findings: Findings;
  /** Before each round is replayed; what it throws ends the audit. */
  readonly onRound?: (round: number) => void;
}

interface ReplaySources {
  readonly beacons: BeaconBook;
  readonly rosters: RosterFetch;
  readonly shards: ShardMerge;
  readonly answers: AnswerChecks;
}

/** Replays the contest of affine-v2 by the validators' own replay, and looks at every round and record on the way. */
export class V2Decision implements DecisionAudit {
  readonly mentioned = new Set<string>();
  readonly #options: V2DecisionOptions;
  readonly #ours: string;
  readonly #results = new KnownResults();
  readonly #rounds = new Map<number, AuditedRecord[]>();
  readonly #plans = new Map<number, RoundPlan>();
  readonly #writers = new Set<string>();
  readonly #roundAudit: RoundAudit;
  readonly #snapshots: SnapshotAudit;
  readonly #decisions: DecisionComparison;
  #documents: DocumentChecks | undefined;
  #finalRound = -1;
  #newestSealed = -1;
  #newestSnapshot = -1;
  #counted = 0;

  constructor(options: V2DecisionOptions) {
    const { rules, findings } = options;
    this.#options = options;
    this.#ours = rulesHash(rules);
    this.#roundAudit = new RoundAudit(rules, findings);
    this.#snapshots = new SnapshotAudit(options);
    this.#decisions = new DecisionComparison(options);
  }

  add({ key, header, records }: FoundShard): void {
    this.#writers.add(header.hotkey);
    this.#newestSealed = Math.max(this.#newestSealed, header.sealedBlock ?? header.lastBlock);
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
    const { rules, champion, facts, rootStakes, findings } = this.#options;
    const last = Math.min(this.#newestSealed, facts?.newestBlock ?? Infinity);
    const weights = new WeightComparison(
      facts === null ? [] : await weightsOnChain(facts, () => last, findings),
      findings,
    );
    const beacons = new BeaconBook(facts);
    const rosters = new RosterFetch(rules.netuid, chains);
    this.#documents = new DocumentChecks({ netuid: rules.netuid, stores: rosters.stores, findings });
    const replay = new ContestReplay({
      rules,
      rootStakes,
      ...(facts === null ? {} : { beacon: (block: number) => beacons.known(block) }),
      onState: (state) => this.#decisions.state(state),
      onNote: ({ code, block, hotkeys, detail }) => {
        if (code === "no_snapshot") findings.note("snapshot_missing", null, `block ${block}`);
        if (code === "snapshot_conflict") this.#dissent(block, hotkeys, detail);
      },
    });
    const shards = new ShardMerge(chains, rules.netuid, findings);
    const { roundBlocks } = rules;
    for (let round = replay.lastScheduled + 1; round * roundBlocks <= last; round += 1) {
      const block = round * roundBlocks;
      this.#options.onRound?.(round);
      for await (const shard of shards.until(block)) await this.#read(replay, shard, answers);
      const need = await this.#advance(replay, block, { beacons, rosters, shards, answers });
      if (need !== null) {
        // Rounds behind the last snapshot have no beacon when there is no chain: the record simply ends there.
        if (need.kind === "beacon" && facts === null && need.block > this.#newestSnapshot) break;
        return this.#without(need);
      }
      const plan = replay.planOf(round);
      if (plan !== undefined) this.#plans.set(round, plan);
      this.#finalise(replay, Math.floor((block - 2 * champion.deadlineBlocks) / roundBlocks));
      weights.atRound(replay, block, block + roundBlocks - 1);
    }
    for await (const shard of shards.until(Infinity)) await this.#read(replay, shard, answers);
    this.#decisions.finish();
    weights.finish();
    this.#words(replay);
    const winner = replay.contest.champion;
    const contestant = winner === null ? undefined : replay.admission.contestant(winner.id);
    return {
      block: last,
      champion: contestant === undefined ? null : { hotkey: contestant.hotkey, model: contestant.model },
      counted: this.#counted,
    };
  }

  /** Lets the replay go on to a round; what it lacks in the end, or `null`. */
  async #advance(replay: ContestReplay, block: number, sources: ReplaySources): Promise<ReplayNeed | null> {
    const { champion, rules } = this.#options;
    const { beacons, rosters, shards, answers } = sources;
    let hasReadAhead = false;
    for (let need = replay.advance(block); need !== null; need = replay.advance(block)) {
      const isFetched =
        need.kind === "beacon"
          ? await beacons.fetch(need.block, replay.book, champion, rules.roundBlocks)
          : await rosters.fetch(need.hash, replay);
      if (isFetched) continue;
      if (hasReadAhead) return need;
      // A block's hash is repeated by the next snapshot, which is sealed later.
      hasReadAhead = true;
      const until = block + champion.gridBlocks + champion.deadlineBlocks;
      for await (const shard of shards.until(until)) await this.#read(replay, shard, answers);
    }
    return null;
  }

  /** Sends a shard through the checks, then into the replay. */
  async #read(replay: ContestReplay, shard: SealedShard, answers: AnswerChecks): Promise<void> {
    const { header, key, records } = shard;
    const validator = header.hotkey;
    const faults = new Map<number, string>();
    if (header.rules === this.#ours) {
      const rollouts = records.flatMap((record, index): AuditedRecord[] =>
        record.kind === "rollout" ? [{ validator, record, seq: header.seq, key, index }] : [],
      );
      await this.#judgeDisputed(rollouts, answers);
      for (const audited of rollouts) {
        this.#counted += 1;
        this.#keep(audited);
        auditDisputes(audited, this.#results, this.#options.findings);
        const fault = this.#results.faultOf(audited, this.#writers.size);
        if (fault !== undefined) faults.set(audited.index, fault);
      }
      for (const [index, record] of records.entries()) {
        const place = placeOf({ key, index });
        if (record.kind === "chain") {
          this.#newestSnapshot = Math.max(this.#newestSnapshot, record.block);
          await this.#snapshots.check({ validator, place, record });
          await this.#documents?.check({ validator, place, record });
        }
        if (record.kind === "decision") {
          this.#decisions.decision({ validator, place, record });
          await this.#documents?.check({ validator, place, record });
        }
        if (record.kind === "finding") this.#options.findings.note("finding_by_word", validator, place);
      }
    }
    this.#decisions.sealed(validator, shard.sealedBlock);
    replay.read({ header, hash: shard.hash, records, faults });
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

  /** Where the chain could not say who is right, the validators' own voice does. */
  #dissent(block: number, hotkeys: readonly string[], detail: string): void {
    for (const validator of hotkeys) {
      if (this.#snapshots.isChecked(validator, block)) continue;
      this.#options.findings.deviate({
        code: "forged_snapshot",
        validator,
        record: null,
        block,
        round: null,
        message: `its snapshot of block ${block} is not the one that most of the validators' voice wrote`,
        evidence: { detail },
      });
    }
  }

  /** What rests on somebody's word. */
  #words(replay: ContestReplay): void {
    const voices = replay.snapshot?.shares.length ?? 0;
    if (voices === 1 || voices === 2) {
      this.#options.findings.note("timeliness_by_word", null, `${voices} validator${voices === 1 ? "" : "s"}`);
    }
  }

  #without(need: ReplayNeed): null {
    const { findings } = this.#options;
    const what =
      need.kind === "beacon"
        ? `the hash of block ${need.block}, which nobody tells`
        : `the roster ${need.hash}, which no store has`;
    findings.note("decision_unchecked", null, `the replay ends for want of ${what}`);
    findings.trouble(
      new AffineError("not_found", `The replay of the contest ends early: it lacks ${what}.`, {
        hint: "Use a chain endpoint that keeps block hashes, or stores that hold documents/.",
      }),
    );
    return null;
  }
}
