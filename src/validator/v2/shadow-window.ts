import type { Metagraph } from "../../chain/chain.ts";
import type { ContestRules } from "../../replay/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import { withRatesOfAsked } from "../board.ts";
import { decideByWindow, type Decision } from "../decision.ts";
import { shadowOf } from "../shadow-of.ts";
import type { ContestStatus } from "./contest-status.ts";
import type { Results } from "../window/results.ts";

/** What affine-v1 says of the answers that affine-v2 collects: for the log, and for the table of scores. */
export class ShadowWindow {
  readonly #rules: ContestRules;
  readonly #results: Results;
  readonly #log: Logger;
  #version = -1;
  #decision: Decision | undefined;
  #ownRecords = 0;

  constructor({ rules, results, log }: { rules: ContestRules; results: Results; log: Logger }) {
    this.#rules = rules;
    this.#results = results;
    this.#log = log;
  }

  /** Own records of the window. */
  get ownRecords(): number {
    return this.#ownRecords;
  }

  /** Who would win; nobody while nobody has a result. */
  get shadow(): ContestStatus["shadow"] {
    return shadowOf(this.#decision ?? { champion: null, leaderboard: [] });
  }

  /** @returns who would win, and everybody's scores. */
  look(head: number, metagraph: Metagraph): Decision {
    if (this.#decision !== undefined && this.#results.version === this.#version) return this.#decision;
    this.#version = this.#results.version;
    const window = this.#results.window(head);
    this.#ownRecords = window.own;
    const before = this.#decision?.champion?.hotkey;
    const decision = decideByWindow(this.#rules, metagraph, window.results);
    this.#decision = withRatesOfAsked(decision, window.tallies, metagraph);
    const { champion } = this.#decision;
    if (champion?.hotkey !== before) {
      const hasPoints = this.shadow.champion?.hasPoints ?? false;
      this.#log.info(
        { mechanism: "affine-v1", ...champion, hasPoints },
        "shadow: the other mechanism's champion changed",
      );
    }
    return this.#decision;
  }
}
