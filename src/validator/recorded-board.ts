import type { Metagraph } from "../chain/chain.ts";
import { rulesHash, type ContestRules, type ReplayShard } from "../replay/index.ts";
import type { Store } from "../store/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { Alarms } from "./alarms.ts";
import { withRatesOfAsked } from "./board.ts";
import { decideByWindow, type Decision } from "./decision.ts";
import { Results } from "./window/results.ts";

/**
 * The table of scores as records say it, for whoever replays them anyway: what a running validator shows beside the
 * contest, without reading them a second time.
 */
export class RecordedBoard {
  readonly #options: { readonly rules: ContestRules; readonly store: Store; readonly log: Logger };
  #results: Results;

  constructor(options: { readonly rules: ContestRules; readonly store: Store; readonly log: Logger }) {
    this.#options = options;
    this.#results = this.#empty();
  }

  /** Everything is read again. */
  begin(): void {
    this.#results = this.#empty();
  }

  add({ header, records }: Pick<ReplayShard, "header" | "records">): void {
    for (const record of records) if (record.kind === "rollout") this.#results.add(record, header.hotkey);
  }

  /** As of a block: who was registered then, with what was asked of them in the window that ends there. */
  at(block: number, metagraph: Metagraph): Decision & { readonly counted: number } {
    const { tallies, results, counted } = this.#results.window(block);
    const shown = withRatesOfAsked(decideByWindow(this.#options.rules, metagraph, results), tallies, metagraph);
    return { ...shown, counted };
  }

  #empty(): Results {
    const { rules, store, log } = this.#options;
    const { netuid, windowBlocks } = rules;
    const alarms = new Alarms(Date.now, ({ message }) => log.warn(message));
    return new Results({ ...{ store, netuid, windowBlocks, alarms, log }, hotkey: "", rules: rulesHash(rules) });
  }
}
