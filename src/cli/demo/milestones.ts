import type { Status } from "../../serve/index.ts";

/** When the contest of a demo came to its turning points, milliseconds since the program was started. */
export interface MilestoneTimes {
  /** The first answer of this chain is on record. */
  readonly firstAnswerMs: number | null;
  readonly firstChampionMs: number | null;
  /** The first crown that was won from a champion, by test. */
  readonly firstCrownMs: number | null;
}

/** Watches for the turning points of a demo; what an earlier start had come to already is `null` and stays so. */
export class Milestones {
  #isFirstLook = true;
  readonly #open = new Set<keyof MilestoneTimes>(["firstAnswerMs", "firstChampionMs", "firstCrownMs"]);
  readonly #times: { -readonly [Name in keyof MilestoneTimes]: MilestoneTimes[Name] } = {
    firstAnswerMs: null,
    firstChampionMs: null,
    firstCrownMs: null,
  };

  get times(): MilestoneTimes {
    return { ...this.#times };
  }

  /** @param nowMs since the program was started */
  see(status: Pick<Status, "records" | "contest" | "champion" | "replaying">, nowMs: number): void {
    // What is still read from an earlier start says nothing of this one.
    if (status.replaying !== null) return;
    for (const name of this.#open) {
      if (!REACHED[name](status)) continue;
      this.#open.delete(name);
      if (!this.#isFirstLook) this.#times[name] = Math.round(nowMs);
    }
    this.#isFirstLook = false;
  }
}

const REACHED: Record<keyof MilestoneTimes, (status: Pick<Status, "records" | "contest" | "champion">) => boolean> = {
  firstAnswerMs: ({ records }) => records.rollouts > 0,
  firstChampionMs: ({ contest, champion }) => (contest === null ? champion : contest.champion) !== null,
  firstCrownMs: ({ contest }) => contest?.crowns.some(({ byTest }) => byTest) === true,
};
