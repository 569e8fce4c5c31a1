import { isFilledFrom } from "../../chain/index.ts";
import { rulesHash, type ContestRules } from "../../replay/index.ts";
import { AffineError } from "../../core/index.ts";
import type { RolloutRecord } from "../../record/index.ts";
import type { Store } from "../../store/index.ts";
import { silentLogger } from "../../telemetry/index.ts";
import { Alarms } from "../../validator/alarms.ts";
import { decide, Results } from "../../validator/index.ts";
import type { ChainFacts } from "../chain-facts.ts";
import type { FoundShard } from "../chains/read-chain.ts";
import { walkAgain } from "../chains/walk-again.ts";
import type { Findings } from "../findings.ts";
import type { DecisionAudit, ReadChains, RecomputedDecision } from "./decision-audit.ts";
import { coverText, weightsOnChain, wrongWeights, type WeightsToCheck } from "./weights-on-chain.ts";

/** Records that may have been under way when a decision was taken: of the last so many blocks. */
const UNDER_WAY_BLOCKS = 50;
/** Moments of arrival that are tried, and records that are gone through for them, at most. */
const MOST_MOMENTS = 400;
const MOST_WORK = 5_000_000;

interface Counted {
  readonly validator: string;
  readonly record: RolloutRecord;
}

/** Decides again by affine-v1, with the validator's own window and order. */
export class V1Decision implements DecisionAudit {
  readonly #rules: ContestRules;
  readonly #findings: Findings;
  readonly #newest = new Map<string, number>();
  readonly #permitted: ReadonlySet<string> | null;
  readonly #facts: ChainFacts | null;
  readonly mentioned: ReadonlySet<string> = new Set();

  /** @param facts of the chain, whose validators with a permit count; `null` decides nothing. */
  constructor(rules: ContestRules, facts: ChainFacts | null, findings: Findings) {
    this.#rules = rules;
    this.#findings = findings;
    this.#facts = facts;
    const permitted = facts?.metagraph.neurons.filter((neuron) => neuron.validatorPermit);
    this.#permitted = permitted === undefined ? null : new Set(permitted.map(({ hotkey }) => hotkey));
  }

  add({ header }: FoundShard): void {
    const validator = header.hotkey;
    this.#newest.set(validator, Math.max(this.#newest.get(validator) ?? -1, header.lastBlock));
  }

  /** The rule takes every signed record as it is. */
  result(): void {
    // Nothing of affine-v1 depends on it.
  }

  async finish({ chains }: Pick<ReadChains, "chains">): Promise<RecomputedDecision | null> {
    if (this.#facts === null) return null;
    const weights = await weightsOnChain(this.#facts, (validator) => this.#newest.get(validator), this.#findings);
    const block = Math.max(0, ...this.#newest.values());
    const last = { fromBlock: block, toBlock: block };
    const counted = await this.#readAgain(chains, [...weights, last]);
    const results = this.#resultsOf(counted);
    const wrong = new Set<string>();
    for (const entry of weights) {
      const id = `${entry.validator} ${entry.setBlock}`;
      // Weights that are overdue and did not even follow when they were set are told once.
      if (entry.code === "stale_weights" && wrong.has(id)) continue;
      if (!this.#follows(entry, { counted, results })) wrong.add(id);
    }
    const window = results.window(block);
    const { champion } = decide(this.#rules, this.#facts.metagraph, window.results);
    return {
      block,
      champion: champion && { hotkey: champion.hotkey, model: champion.model },
      counted: window.counted,
    };
  }

  /** The records that decisions as of these blocks rest on: a history of years need not be held for them. */
  async #readAgain(
    chains: ReadChains["chains"],
    decisions: readonly { readonly fromBlock: number; readonly toBlock: number }[],
  ): Promise<Counted[]> {
    const before = this.#rules.windowBlocks + UNDER_WAY_BLOCKS;
    const isWanted = (first: number, last: number): boolean =>
      decisions.some(({ fromBlock, toBlock }) => last > fromBlock - before && first <= toBlock);
    const wants = (shard: { firstBlock: number; lastBlock: number }) => isWanted(shard.firstBlock, shard.lastBlock);
    const counted: Counted[] = [];
    for (const [validator, chain] of chains) {
      if (this.#permitted?.has(validator) === false) continue;
      const place = { netuid: this.#rules.netuid, hotkey: validator };
      for await (const { records } of walkAgain(chain, place, this.#findings, wants)) {
        for (const record of records) {
          if (record.kind === "rollout" && isWanted(record.block, record.block)) counted.push({ validator, record });
        }
      }
    }
    return counted;
  }

  /** Whether weights follow from the records; tells it when they do not. */
  #follows(
    entry: WeightsToCheck,
    { counted, results }: { readonly counted: readonly Counted[]; readonly results: Results },
  ): boolean {
    const { validator, weights, fromBlock, toBlock, metagraph } = entry;
    let first: ReturnType<typeof decide> | undefined;
    let isSame = false;
    for (let block = toBlock; block >= fromBlock && !isSame; block -= 1) {
      const decision = decide(this.#rules, metagraph, results.window(block).results);
      isSame = isFilledFrom(decision.weights, weights);
      first ??= decision;
    }
    if (!isSame && !this.#atSomeMoment(entry, counted)) {
      const recomputed = first && { weights: first.weights, champion: first.champion?.hotkey ?? null };
      this.#findings.derive(wrongWeights(entry, recomputed));
      return false;
    }
    if (entry.code === "wrong_weights" && entry.setBlock > entry.publishedBlock)
      this.#findings.note("weights_beyond", validator, coverText(entry));
    return true;
  }

  /**
   * Whether the weights follow from the records that had arrived at some moment before they were set. Answers come late
   * and in any order, so that a decision may rest on half a round; in which order they came, the records' own clock
   * says. Whatever is older than {@link UNDER_WAY_BLOCKS} has arrived in any case.
   */
  #atSomeMoment({ fromBlock, toBlock, weights, metagraph }: WeightsToCheck, counted: readonly Counted[]): boolean {
    const firstBlock = toBlock - this.#rules.windowBlocks - UNDER_WAY_BLOCKS;
    const possible = counted.filter(({ record }) => record.block > firstBlock && record.block <= toBlock);
    const arrived = possible.filter(({ record }) => record.block <= fromBlock);
    const arriving = possible
      .filter(({ record }) => record.block > fromBlock)
      .sort((a, b) => a.record.atMs - b.record.atMs);
    const moments = Math.max(1, Math.min(MOST_MOMENTS, arriving.length, Math.floor(MOST_WORK / (possible.length + 1))));
    const step = Math.max(1, Math.ceil(arriving.length / moments));
    const results = this.#resultsOf(arrived);
    for (let at = 0; at <= arriving.length; at += step) {
      for (const { validator, record } of arriving.slice(Math.max(0, at - step), at)) results.add(record, validator);
      const decision = decide(this.#rules, metagraph, results.window(toBlock).results);
      if (isFilledFrom(decision.weights, weights)) return true;
    }
    return false;
  }

  #resultsOf(counted: readonly Counted[]): Results {
    const results = new Results({
      store: NO_STORE,
      netuid: this.#rules.netuid,
      hotkey: "",
      rules: rulesHash(this.#rules),
      windowBlocks: this.#rules.windowBlocks,
      alarms: new Alarms(
        () => 0,
        () => undefined,
      ),
      log: silentLogger,
    });
    for (const { validator, record } of counted) results.add(record, validator);
    return results;
  }
}

function refused(): never {
  throw new AffineError("internal", "Results of an audit are added, not read.");
}

/** Records come through the audit's own reading. */
const NO_STORE: Store = {
  location: "nowhere",
  putOnce: refused,
  get: refused,
  head: refused,
  list: refused,
  close: () => Promise.resolve(),
};
