import type { WeightVector } from "../../../chain/chain.ts";
import { isFilledFrom } from "../../../chain/index.ts";
import type { ContestReplay } from "../../../replay/index.ts";
import type { Findings } from "../../findings.ts";
import { coverText, wrongWeights, type WeightsToCheck } from "../weights-on-chain.ts";

/** Compares weights on chain with what a replay would set, at the blocks at which they may have been decided. */
export class WeightComparison {
  readonly #findings: Findings;
  readonly #open: Set<WeightsToCheck>;
  readonly #expected = new Map<WeightsToCheck, { weights: WeightVector; champion: string | null }>();

  constructor(weights: readonly WeightsToCheck[], findings: Findings) {
    this.#findings = findings;
    this.#open = new Set(weights);
  }

  /** To be called when the replay has gone on to a round; its state holds for the blocks up to the next. */
  atRound(replay: ContestReplay, firstBlock: number, lastBlock: number): void {
    for (const entry of this.#open) {
      const from = Math.max(firstBlock, entry.fromBlock);
      const to = Math.min(lastBlock, entry.toBlock);
      for (let block = from; block <= to && this.#open.has(entry); block += 1) {
        const { neurons } = entry.metagraph;
        const uidOf = (hotkey: string): number | undefined => neurons.find((neuron) => neuron.hotkey === hotkey)?.uid;
        const weights = replay.weights({ uidOf, block });
        if (isFilledFrom(weights, entry.weights)) this.#close(entry);
        else this.#expected.set(entry, { weights, champion: replay.contest.champion?.hotkey ?? null });
      }
    }
  }

  #close(entry: WeightsToCheck): void {
    this.#open.delete(entry);
    // Weights that are overdue were looked at as of when they were set too.
    if (entry.code === "wrong_weights" && entry.setBlock > entry.publishedBlock)
      this.#findings.note("weights_beyond", entry.validator, coverText(entry));
  }

  finish(): void {
    for (const entry of this.#open) {
      const { validator, fromBlock, toBlock } = entry;
      const expected = this.#expected.get(entry);
      if (expected === undefined) {
        const detail = `no round was replayed from block ${fromBlock} to ${toBlock}`;
        this.#findings.note("weights_unchecked", validator, detail);
      } else if (entry.code === "wrong_weights" || !this.#isWrong(entry)) {
        // What was set behind the end of what is shown rests on whatever is missing there.
        this.#findings.derive(wrongWeights(entry, expected), Math.max(toBlock, entry.setBlock));
      }
    }
  }

  /** Whether the same weights did not even follow when they were set: that is told, and once. */
  #isWrong({ validator, setBlock }: WeightsToCheck): boolean {
    return [...this.#open].some(
      (other) => other.code === "wrong_weights" && other.validator === validator && other.setBlock === setBlock,
    );
  }
}
