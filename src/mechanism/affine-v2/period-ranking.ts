import { V2_CONSTANTS } from "./constants.ts";
import { rank, type Ranked } from "./ranking.ts";

/** The order of the open tests, made anew every screenRounds rounds. */
export class PeriodRanking {
  #ids: readonly string[] = [];
  #period = -1;

  /** Best first, as of the first round of the period that a round is in. */
  at(round: number, open: readonly Ranked[], environments: number): readonly string[] {
    const period = Math.floor(round / V2_CONSTANTS.screenRounds);
    if (period !== this.#period) {
      this.#ids = rank(open, environments).map(({ id }) => id);
      this.#period = period;
    }
    return this.#ids;
  }

  /** A new reign: the next round ranks anew. */
  clear(): void {
    this.load({ ids: [], period: -1 });
  }

  save() {
    return { ids: this.#ids, period: this.#period };
  }

  load({ ids, period }: ReturnType<PeriodRanking["save"]>): void {
    this.#ids = ids;
    this.#period = period;
  }
}
