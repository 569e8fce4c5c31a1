import {
  evidenceDocument,
  evidenceHash,
  rulesHash,
  type ContestReplay,
  type ContestRules,
  type ContestState,
} from "../../replay/index.ts";
import type { DecisionRecord, DisputeRecord, Document } from "../../record/index.ts";
import type { Alarms } from "../alarms.ts";

export interface DecisionLogOptions {
  readonly rules: ContestRules;
  readonly hotkey: string;
  readonly alarms: Alarms;
  /** Last grid block with a decision of ours on record; -1 for none. */
  readonly written: number;
  readonly onDecision: (record: DecisionRecord, evidence: Document) => Promise<void>;
  readonly onDispute: (record: DisputeRecord) => Promise<void>;
}

/** Decisions that are compared with the peers'. */
const KEPT = 64;

/** Publishes what our replay decides at each grid block, with its evidence, and holds it against what peers publish. */
export class DecisionLog {
  readonly #options: DecisionLogOptions;
  readonly #waiting: { record: DecisionRecord; evidence: Document }[] = [];
  readonly #own = new Map<number, DecisionRecord>();
  readonly #disputed = new Set<string>();
  #written: number;

  constructor(options: DecisionLogOptions) {
    this.#options = options;
    this.#written = options.written;
  }

  /** Takes a decision; those from long ago, which a replay passes on its way, are not written again. */
  add(state: ContestState, headBlock: number): void {
    const { rules } = this.#options;
    const { gridBlocks = 1, deadlineBlocks = 1 } = rules.champion ?? {};
    if (state.block < headBlock - 4 * deadlineBlocks - 2 * gridBlocks) return;
    const evidence = evidenceDocument(rules.netuid, state);
    const record: DecisionRecord = {
      v: 1,
      kind: "decision",
      netuid: rules.netuid,
      block: state.block,
      round: state.round,
      reign: state.reign,
      champion: state.champion?.hotkey ?? null,
      roots: [...state.roots],
      evidence: evidenceHash(evidence),
      rules: rulesHash(rules),
    };
    const before = this.#own.get(state.block);
    if (before !== undefined && before.evidence !== record.evidence) {
      this.#options.alarms.raise(
        "decision_changed",
        `What we had decided at block ${state.block} follows no more from the records that came late.`,
      );
    }
    this.#own.set(state.block, record);
    const oldest = [...this.#own.keys()][0];
    if (this.#own.size > KEPT && oldest !== undefined) this.#own.delete(oldest);
    if (state.block > this.#written) this.#waiting.push({ record, evidence });
  }

  /** Writes what waits. @throws AffineError of the record log: call again. */
  async flush(): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      await this.#options.onDecision(next.record, next.evidence);
      this.#written = next.record.block;
      this.#waiting.shift();
    }
  }

  /** Looks for peers that decided otherwise from the same records: the pair is published, and ours stands. */
  async compare(replay: ContestReplay): Promise<void> {
    const { hotkey, alarms, onDispute } = this.#options;
    for (const [block, own] of this.#own) {
      for (const { validator, seq, record } of replay.book.decisions(block)) {
        const name = `${validator} ${block}`;
        const isSame = record.evidence === own.evidence && record.champion === own.champion;
        if (validator === hotkey || isSame || this.#disputed.has(name)) continue;
        this.#disputed.add(name);
        alarms.raise(
          "decision_differs",
          `${validator} decided otherwise at block ${block} (champion ${record.champion ?? "none"}, ours ${own.champion ?? "none"}). Ours stands; both are on record: run \`af verify\`.`,
        );
        await onDispute({
          v: 1,
          kind: "dispute",
          netuid: record.netuid,
          block,
          validator,
          seq,
          shard: replay.book.shardHash(validator, seq) ?? "0".repeat(64),
          challenge: `decision/${block}`,
          hotkey: validator,
          transcript: record.evidence,
          said: null,
          found: null,
          reason: "other_decision",
          rules: record.rules,
        });
      }
    }
  }
}
