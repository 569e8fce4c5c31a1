import type { Metagraph } from "../chain/chain.ts";
import type { ContestRules } from "../contest/index.ts";
import { sha256Hex } from "../core/index.ts";
import { Contest, commitmentTie, type RoundRecord } from "../mechanism/index.ts";
import type { RolloutRecord } from "../record/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Results } from "./results.ts";

/** Blocks after which a round is taken to be answered as far as it will be. */
const COMPLETE_BLOCKS = 20;
/** The bar of the environments' cards: what a blind guess scores at most, basis points. */
const BLIND_BAR_BP = 100;

/**
 * What affine-v2 would say of the answers that affine-v1 collects: our own records alone, everybody admitted as met.
 * A shadow for the log; it decides nothing.
 */
export class ShadowContest {
  readonly #rules: ContestRules;
  readonly #results: Results;
  readonly #log: Logger;
  readonly #contest: Contest;
  readonly #self: readonly [{ hotkey: string; share: number }];
  #nextRound: number | undefined;
  #champion: string | undefined;

  constructor({ rules, results, log }: { rules: ContestRules; results: Results; log: Logger }) {
    this.#rules = rules;
    this.#results = results;
    this.#log = log;
    this.#contest = new Contest({ blindBp: rules.environments.map(() => BLIND_BAR_BP), questionsPerRound: 1 });
    this.#self = [{ hotkey: "self", share: 10_000 }];
  }

  /** Plays the rounds that are complete by a block. */
  follow({ head, metagraph }: { head: number; metagraph: Metagraph }): void {
    const { roundBlocks } = this.#rules;
    const newest = Math.floor((head - COMPLETE_BLOCKS) / roundBlocks);
    this.#nextRound ??= Math.max(0, newest);
    for (; this.#nextRound <= newest; this.#nextRound += 1) this.#play(this.#nextRound);
    const champion = this.#contest.champion?.hotkey;
    if (champion === this.#champion) return;
    this.#champion = champion;
    const uid = metagraph.neurons.find(({ hotkey }) => hotkey === champion)?.uid ?? null;
    this.#log.info(
      { mechanism: "affine-v2", uid, hotkey: champion ?? null },
      "shadow: the other mechanism's champion changed",
    );
  }

  #play(round: number): void {
    const block = round * this.#rules.roundBlocks;
    const scores = this.#scoresOf(this.#results.ownOf(block));
    for (const [id, { record }] of scores) {
      const { hotkey, commitBlock } = record;
      // Only the order within a block hangs on the hash, and a shadow may break ties its own way.
      this.#contest.admit({ id, hotkey, committed: { block: commitBlock, tie: commitmentTie("", hotkey) } }, block);
    }
    const scheduled = this.#contest.schedule(round, block);
    const champion = scores.get(this.#contest.champion?.id ?? "")?.scores ?? null;
    const records = new Map<string, RoundRecord>(
      scheduled.served.map((id) => {
        const own = scores.get(id)?.scores;
        return [id, own === undefined ? { kind: "void" } : { kind: "answered", champion, challenger: own }];
      }),
    );
    const [self] = this.#self;
    this.#contest.play({ ...scheduled, block, validator: self.hotkey, validators: this.#self, champion, records });
  }

  /** Complete answers to the first question of each environment, by model: affine-v1 may ask any number. */
  #scoresOf(records: readonly RolloutRecord[]): Map<string, { record: RolloutRecord; scores: number[] }> {
    const found = new Map<string, { record: RolloutRecord; scores: number[] }>();
    const names = this.#rules.environments.map(({ name }) => name);
    for (const record of records) {
      if (record.index !== 0 || (record.outcome !== "scored" && record.outcome !== "model_failure")) continue;
      const id = sha256Hex(JSON.stringify([record.hotkey, record.model, record.revision])).slice(0, 16);
      const entry = found.get(id) ?? { record, scores: [] };
      entry.scores[names.indexOf(record.env)] = record.score;
      found.set(id, entry);
    }
    const complete = [...found].filter(([, { scores }]) => names.every((_, env) => scores[env] !== undefined));
    return new Map(complete);
  }
}
