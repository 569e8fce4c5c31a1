import type { Store } from "../store/index.ts";
import type { FoundShard } from "./chains/read-chain.ts";
import type { Findings } from "./findings.ts";
import type { ValidatorReport } from "./report.ts";

/** Counts one validator's part while it is read. */
export class ValidatorTally {
  readonly hotkey: string;
  readonly stores: readonly string[];
  shards = 0;
  /** Rollouts under the network's rules. */
  records = 0;
  /** Records under others. */
  otherRules = 0;
  picked = 0;
  judged = 0;
  #firstBlock: number | null = null;
  #lastBlock: number | null = null;
  #newestBlock: number | null = null;

  constructor(hotkey: string, stores: readonly Store[]) {
    this.hotkey = hotkey;
    this.stores = stores.map(({ location }) => location);
  }

  shard({ header, records }: FoundShard, isOurs: boolean): void {
    this.shards += 1;
    this.#newestBlock = Math.max(this.#newestBlock ?? 0, header.sealedBlock ?? header.lastBlock);
    if (!isOurs) {
      this.otherRules += header.count;
      return;
    }
    this.records += records.filter(({ kind }) => kind === "rollout").length;
    this.#firstBlock = Math.min(this.#firstBlock ?? header.firstBlock, header.firstBlock);
    this.#lastBlock = Math.max(this.#lastBlock ?? header.lastBlock, header.lastBlock);
  }

  answer(judged: boolean): void {
    this.picked += 1;
    if (judged) this.judged += 1;
  }

  report({
    uid,
    headBlock,
    findings,
  }: {
    uid: number | null;
    headBlock: number | null;
    findings: Findings;
  }): ValidatorReport {
    const { hotkey, stores, shards, records, judged } = this;
    return {
      hotkey,
      uid,
      stores,
      shards,
      records,
      firstBlock: this.#firstBlock,
      lastBlock: this.#lastBlock,
      newestBlock: this.#newestBlock,
      ageBlocks: headBlock === null || this.#newestBlock === null ? null : Math.max(0, headBlock - this.#newestBlock),
      judged,
      deviations: findings.countOf(hotkey),
    };
  }
}
