import {
  evidenceDocument,
  evidenceHash,
  type ChampionRules,
  type ContestRules,
  type ContestState,
} from "../../../replay/index.ts";
import type { DecisionRecord } from "../../../record/index.ts";
import type { Findings } from "../../findings.ts";
import { DecisionCoverage } from "./decision-coverage.ts";

interface PlacedDecision {
  readonly validator: string;
  readonly place: string;
  readonly record: DecisionRecord;
}

/** Compares what validators published as their decisions with what follows from the records. */
export class DecisionComparison {
  readonly #netuid: number;
  readonly #gridBlocks: number;
  readonly #findings: Findings;
  readonly #ours = new Map<
    number,
    { readonly hash: string; readonly champion: string | null; readonly reign: number }
  >();
  readonly #waiting = new Map<number, PlacedDecision[]>();
  readonly #coverage: DecisionCoverage;

  constructor(options: { rules: ContestRules; champion: ChampionRules; findings: Findings }) {
    this.#netuid = options.rules.netuid;
    this.#gridBlocks = options.champion.gridBlocks;
    this.#findings = options.findings;
    this.#coverage = new DecisionCoverage(options.champion, options.findings);
  }

  /** A validator sealed a shard, whatever is in it. */
  sealed(validator: string, block: number): void {
    this.#coverage.sealed(validator, block);
  }

  /** Takes what the replay decided at a grid block. */
  state(state: ContestState): void {
    const hash = evidenceHash(evidenceDocument(this.#netuid, state));
    this.#ours.set(state.block, { hash, champion: state.champion?.hotkey ?? null, reign: state.reign });
    this.#coverage.decided(state.block);
    for (const decision of this.#waiting.get(state.block) ?? []) this.#compare(decision);
    this.#waiting.delete(state.block);
  }

  /**
   * Takes what a validator decided.
   *
   * @param newestBlock newest block that there can have been when it was sealed
   */
  decision(decision: PlacedDecision, newestBlock: number): void {
    const { block } = decision.record;
    if (this.#isImpossible(decision, newestBlock)) return;
    this.#coverage.written(decision.validator, block);
    if (this.#ours.has(block)) this.#compare(decision);
    else {
      const known = this.#waiting.get(block);
      if (known === undefined) this.#waiting.set(block, [decision]);
      else known.push(decision);
    }
  }

  finish(): void {
    this.#coverage.finish();
    for (const decisions of this.#waiting.values()) {
      for (const { validator, place, record } of decisions) {
        this.#findings.note("decision_unchecked", validator, `${place}, as of block ${record.block}`);
      }
    }
  }

  /** Of a block that was not there yet, or at which nothing is decided: it stands for no decision that is due. */
  #isImpossible({ validator, place, record }: PlacedDecision, newestBlock: number): boolean {
    const { block, round } = record;
    const isFuture = block > newestBlock;
    if (!isFuture && block % this.#gridBlocks === 0) return false;
    this.#findings.deviate({
      code: isFuture ? "future_block" : "wrong_decision",
      validator,
      record: place,
      block,
      round,
      message: isFuture
        ? `it decides as of block ${block}, and when it was sealed the newest was ${newestBlock}`
        : `nothing is decided as of block ${block}: it is not one of every ${this.#gridBlocks}`,
      evidence: isFuture ? { newestBlock } : { gridBlocks: this.#gridBlocks },
    });
    return true;
  }

  #compare({ validator, place, record }: PlacedDecision): void {
    const ours = this.#ours.get(record.block);
    // The evidence names the champion too, but whoever reads only the record believes what stands there in words.
    const isSame = ours?.hash === record.evidence && ours.champion === record.champion && ours.reign === record.reign;
    if (ours === undefined || isSame) return;
    const champions = record.champion === ours.champion ? "the same champion, but other figures" : "another champion";
    this.#findings.derive({
      code: "wrong_decision",
      validator,
      record: place,
      block: record.block,
      round: record.round,
      message: `from the records follows ${champions} as of block ${record.block}`,
      evidence: {
        championRecorded: record.champion,
        championRecomputed: ours.champion,
        reignRecorded: record.reign,
        reignRecomputed: ours.reign,
        evidenceRecorded: record.evidence,
        evidenceRecomputed: ours.hash,
      },
    });
  }
}
