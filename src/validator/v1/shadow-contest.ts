import type { Metagraph } from "../../chain/chain.ts";
import type { ContestRules } from "../../replay/index.ts";
import { sha256Hex } from "../../core/index.ts";
import { Contest, commitmentTie, QUESTION_COUNTS, type RoundRecord } from "../../mechanism/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Results } from "../window/results.ts";
import type { WindowRecord } from "../window/window-records.ts";

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
  readonly #questions: number;
  readonly #results: Pick<Results, "ownOf">;
  readonly #log: Logger;
  readonly #contest: Contest;
  readonly #self: readonly [{ hotkey: string; share: number }];
  #nextRound: number | undefined;
  #champion: string | undefined;

  constructor({ rules, results, log }: { rules: ContestRules; results: Pick<Results, "ownOf">; log: Logger }) {
    this.#rules = rules;
    this.#questions = questionsOf(rules);
    this.#results = results;
    this.#log = log;
    this.#contest = new Contest({
      blindBp: rules.environments.map(() => BLIND_BAR_BP),
      questionsPerRound: this.#questions,
    });
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

  /** Who is champion here. */
  get champion(): string | undefined {
    return this.#champion;
  }

  /** Sums over the first questions of each environment, by model, where all of them are answered. */
  #scoresOf(records: readonly WindowRecord[]): Map<string, { record: WindowRecord; scores: number[] }> {
    const found = new Map<string, { record: WindowRecord; answers: (number | undefined)[][] }>();
    const names = this.#rules.environments.map(({ name }) => name);
    for (const record of records) {
      if (record.index >= this.#questions || (record.outcome !== "scored" && record.outcome !== "model_failure"))
        continue;
      const id = sha256Hex(JSON.stringify([record.hotkey, record.model, record.revision])).slice(0, 16);
      const entry = found.get(id) ?? { record, answers: names.map(() => []) };
      const answers = entry.answers[names.indexOf(record.env)];
      if (answers !== undefined) answers[record.index] = record.score;
      found.set(id, entry);
    }
    const asked = Array.from({ length: this.#questions }, (_, index) => index);
    return new Map(
      [...found]
        .filter(([, { answers }]) => answers.every((own) => asked.every((index) => own[index] !== undefined)))
        .map(([id, { record, answers }]) => [
          id,
          { record, scores: answers.map((own) => own.reduce<number>((sum, score) => sum + (score ?? 0), 0)) },
        ]),
    );
  }
}

/** Questions of each environment a round that count: affine-v1 may ask any number, affine-v2 takes some. */
function questionsOf({ environments }: ContestRules): number {
  const least = Math.min(...environments.map(({ questions }) => questions));
  return Math.max(...QUESTION_COUNTS.filter((count) => count <= least));
}
