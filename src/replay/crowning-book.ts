import type { Contest } from "../mechanism/index.ts";
import type { Admission } from "./admission.ts";
import type { Crowning } from "./replay-state.ts";

/** Who became champion, with the commitments as they were then. */
export class CrowningBook {
  readonly #contest: Contest;
  readonly #admission: Admission;
  readonly #crownings: Omit<Crowning, "gainBp" | "rounds">[] = [];

  constructor(contest: Contest, admission: Admission) {
    this.#contest = contest;
    this.#admission = admission;
  }

  /** Notes that a contender was crowned at a block. */
  add(id: string, block: number): void {
    const contestant = this.#admission.contestant(id);
    const byTest = this.#contest.crowns.at(-1)?.how === "test";
    if (contestant !== undefined) this.#crownings.push({ contestant, block, byTest });
  }

  /** Oldest first, with what the contest says of each crown. */
  list(): Crowning[] {
    const { crowns } = this.#contest;
    return this.#crownings.map((crowning, at) => {
      const { gainBp = 0, rounds = 0 } = crowns[at] ?? {};
      return { ...crowning, gainBp, rounds };
    });
  }
}
