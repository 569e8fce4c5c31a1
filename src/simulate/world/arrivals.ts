import type { Submission } from "../attack.ts";
import { BLOCKS_PER_DAY } from "./days.ts";
import type { Laboratory } from "./laboratory.ts";
import type { ModelSpec } from "./model.ts";

/** Spread of an honest challenger's gain between environments, in hundredths. */
const BETWEEN_ENVIRONMENTS = 0.01;

/** Honest challengers: fine-tunes of the champion of their day, most of them no better. */
export class HonestArrivals {
  readonly #laboratory: Laboratory;
  #count = 0;

  constructor(laboratory: Laboratory) {
    this.#laboratory = laboratory;
  }

  /** Who arrives within some blocks; at most one, so ask often. */
  within(blocks: number, champion: ModelSpec): readonly Submission[] {
    const { settings, generator } = this.#laboratory;
    if (generator.uniform() >= (settings.arrivals * blocks) / BLOCKS_PER_DAY) return [];
    const gain = this.#laboratory.normal(settings.arrivalGain / 100, settings.arrivalSpread / 100);
    const gains = champion.skills.map(() => this.#laboratory.normal(gain, BETWEEN_ENVIRONMENTS));
    this.#count += 1;
    return [
      { owner: "honest", model: this.#laboratory.fineTuneOf(champion, gains), coldkey: `arrival-${this.#count}` },
    ];
  }
}
