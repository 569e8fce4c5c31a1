import { textHead } from "../../../core/index.ts";
import type { Chain } from "../../../chain/chain.ts";
import type { ChampionRules, ContestRules } from "../../../replay/index.ts";
import { recordJson, type ChainRecord } from "../../../record/index.ts";
import { silentLogger } from "../../../telemetry/index.ts";
import { SnapshotReader } from "../../../replay/driver/snapshot-reader.ts";
import { again, type ChainFacts } from "../../chain-facts.ts";
import type { Findings } from "../../findings.ts";

/** A snapshot and where it stands. */
export interface PlacedSnapshot {
  readonly validator: string;
  readonly place: string;
  readonly record: ChainRecord;
}

/**
 * Holds what validators wrote down of the chain against the chain: an archive node where one was given, else the chain
 * as far back as it shows its state. Reading is done by the function that validators read with.
 */
export class SnapshotAudit {
  readonly #rules: ContestRules;
  readonly #champion: ChampionRules;
  readonly #chain: Chain | null;
  readonly #facts: ChainFacts | null;
  readonly #findings: Findings;
  readonly #expected = new Map<number, Promise<ChainRecord | undefined>>();
  readonly #checked = new Set<string>();

  constructor(options: {
    rules: ContestRules;
    champion: ChampionRules;
    facts: ChainFacts | null;
    archive: Chain | null;
    findings: Findings;
  }) {
    this.#rules = options.rules;
    this.#champion = options.champion;
    this.#facts = options.facts;
    this.#chain = options.archive ?? options.facts?.chain ?? null;
    this.#findings = options.findings;
  }

  /** Whether the chain itself could say of a validator's snapshot what is right. */
  isChecked(validator: string, block: number): boolean {
    return this.#checked.has(`${validator} ${block}`);
  }

  async check({ validator, place, record }: PlacedSnapshot): Promise<void> {
    const { block } = record;
    let expected = this.#expected.get(block);
    if (expected === undefined) {
      // Grid blocks come in order: none but the last few is asked for again.
      if (this.#expected.size > 64) this.#expected.delete([...this.#expected.keys()][0] ?? -1);
      this.#expected.set(block, (expected = this.#read(block)));
    }
    const right = await expected;
    if (right === undefined) {
      await this.#checkHash({ validator, place, record });
      return;
    }
    this.#checked.add(`${validator} ${block}`);
    if (recordJson(right) === recordJson(record)) return;
    const fields = (Object.keys(right) as (keyof ChainRecord)[]).filter(
      (field) => JSON.stringify(right[field]) !== JSON.stringify(record[field]),
    );
    this.#deviate({ validator, place, record }, `its snapshot of block ${block} has another ${fields.join(", ")}`, {
      fields: fields.join(" "),
      ...Object.fromEntries(
        fields.flatMap((field) => [
          [`${field}Recorded`, textHead(JSON.stringify(record[field]), 300)],
          [`${field}OnChain`, textHead(JSON.stringify(right[field]), 300)],
        ]),
      ),
    });
  }

  /** Of a block whose state is gone the hash at least is known. */
  async #checkHash({ validator, place, record }: PlacedSnapshot): Promise<void> {
    const { block, hash } = record;
    const right = await this.#facts?.beacon(block);
    if (right !== undefined && right !== hash) {
      this.#deviate({ validator, place, record }, `block ${block} has another hash`, {
        hashRecorded: hash,
        hashOnChain: right,
      });
      return;
    }
    this.#findings.note("snapshot_unchecked", validator, `${place}, block ${block}`);
  }

  async #read(block: number): Promise<ChainRecord | undefined> {
    const chain = this.#chain;
    if (chain === null || block % this.#champion.gridBlocks !== 0) return undefined;
    const snapshots = new SnapshotReader({
      chain,
      rules: this.#rules,
      champion: this.#champion,
      log: silentLogger,
      written: block - 1,
    });
    return (await again(() => snapshots.next(block)))?.record;
  }

  #deviate({ validator, place, record }: PlacedSnapshot, message: string, evidence: Record<string, string>): void {
    this.#findings.deviate({
      code: "forged_snapshot",
      validator,
      record: place,
      block: record.block,
      round: null,
      message,
      evidence,
    });
  }
}
