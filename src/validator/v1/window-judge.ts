import type { RolloutRecord } from "../../record/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { ChainView } from "../chain-view.ts";
import { withAsked } from "../board.ts";
import { decide, type Decision } from "../decision.ts";
import type { Judge, RoundCounts } from "../judge.ts";
import type { Results, ResultWindow } from "../window/results.ts";
import type { RoundScheduler } from "./round-scheduler.ts";
import { ShadowContest } from "./shadow-contest.ts";

/** Blocks between two looks at the other validators' shards. */
const PEERS_EVERY_BLOCKS = 10;

export interface WindowJudgeOptions {
  readonly rules: ContestRules;
  readonly results: Results;
  readonly scheduler: RoundScheduler;
  /** With fewer rounds of results, weights wait. */
  readonly settledRounds: number;
  readonly log: Logger;
}

/** affine-v1: everybody is asked everything, and the results of the last blocks decide. */
export class WindowJudge implements Judge {
  readonly loops = {};
  readonly contest = null;
  readonly replaying = null;
  readonly readingScores = false;
  readonly #options: WindowJudgeOptions;
  readonly #shadow: ShadowContest;
  #peersReadAt = -Infinity;
  #decidedVersion = -1;
  #window: ResultWindow | undefined;
  #decision: Decision | undefined;

  constructor(options: WindowJudgeOptions) {
    this.#options = options;
    this.#shadow = new ShadowContest(options);
  }

  get rounds(): RoundCounts {
    return this.#options.scheduler.counts;
  }

  get ownRecords(): number {
    return this.#window?.own ?? 0;
  }

  get settled(): boolean {
    return (this.#window?.rounds ?? 0) >= this.#options.settledRounds;
  }

  add(record: RolloutRecord): void {
    this.#options.results.add(record);
  }

  async decide({ head, metagraph }: ChainView): Promise<Decision> {
    const { results, rules } = this.#options;
    if (head.number >= this.#peersReadAt + PEERS_EVERY_BLOCKS) {
      await results.readShards(metagraph);
      this.#peersReadAt = head.number;
    }
    // Between two changes only the window's end moves; looking once a round is enough for what falls out of it.
    const isDue = results.version !== this.#decidedVersion || head.number % rules.roundBlocks === 0;
    if (this.#decision === undefined || isDue) {
      this.#decidedVersion = results.version;
      this.#window = results.window(head.number);
      this.#decision = withAsked(decide(rules, metagraph, this.#window.results), this.#window.tallies);
      this.#shadow.follow({ head: head.number, metagraph });
    }
    return this.#decision;
  }

  schedule({ head, roster }: ChainView): Promise<void> {
    return this.#options.scheduler.schedule(head, roster.miners);
  }
}
