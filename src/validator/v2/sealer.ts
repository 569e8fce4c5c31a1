import { rulesHash, type ContestRules } from "../../replay/index.ts";
import type { RecordLog } from "../../store/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { SealClock } from "./seal-clock.ts";

/** Seals our records when it is time: what is there, or a heartbeat where others wait to learn what we have seen. */
export class Sealer {
  readonly #options: {
    readonly rules: ContestRules;
    readonly records: RecordLog;
    readonly sealClock: SealClock;
    readonly log: Logger;
  };
  #sealing: Promise<void> | undefined;

  constructor(options: { rules: ContestRules; records: RecordLog; sealClock: SealClock; log: Logger }) {
    this.#options = options;
  }

  /** Begins in the background; what cannot be sealed waits. @param hasPeers whether somebody waits for a heartbeat */
  look(headBlock: number, hasPeers: boolean): void {
    const { sealClock, records, log } = this.#options;
    if (this.#sealing !== undefined || !sealClock.isDue(headBlock)) return;
    const { unsealed } = records.status();
    if (unsealed === 0 && !hasPeers) return;
    sealClock.sealed(headBlock);
    this.#sealing = this.#seal(headBlock, unsealed === 0)
      .catch((error: unknown) => log.warn({ err: error }, "a seal has to wait"))
      .finally(() => (this.#sealing = undefined));
  }

  async #seal(block: number, isEmpty: boolean): Promise<void> {
    const { records, rules } = this.#options;
    const { netuid } = rules;
    if (isEmpty) await records.append({ v: 1, kind: "heartbeat", netuid, block, rules: rulesHash(rules) });
    await records.seal({ inTurn: true });
  }
}
