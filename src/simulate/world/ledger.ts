import type { Sample } from "../statistics.ts";
import type { Miner } from "./miner.ts";

/** Adds up who was paid, for how long, and what became of everybody. */
export class Ledger {
  readonly #incumbent: Miner;
  #steps = 0;
  #attacker = 0;
  #bounty = 0;
  #burnt = 0;
  #crowned = false;
  #hopefulDays: number | null = null;
  #last: Miner | null = null;
  #changes = 0;

  constructor(incumbent: Miner) {
    this.#incumbent = incumbent;
    this.#last = incumbent;
  }

  /**
   * A step of time.
   *
   * @param paid who gets the emission; `null` when it is burnt
   * @param day since the measured time began
   * @param bountyShare what the attacker is paid with the option `bounty`; as without it when left out
   * @param champion who reigns, where that is not who is paid
   */
  pay(paid: Miner | null, day: number, bountyShare?: number, champion = paid): void {
    const own = paid?.owner === "attacker";
    this.#steps += 1;
    this.#attacker += own ? 1 : 0;
    this.#bounty += bountyShare ?? (own ? 1 : 0);
    this.#burnt += paid === null ? 1 : 0;
    if (champion?.owner === "attacker" && champion !== this.#incumbent) this.#crowned = true;
    if (champion?.owner === "hopeful") this.#hopefulDays ??= day;
    if (champion !== this.#last) this.#changes += 1;
    this.#last = champion;
  }

  /** The run in numbers; shares are of the emission, skills in points of a hundred. */
  sample(miners: readonly Miner[]): Sample {
    const own = miners.filter((miner) => miner.owner === "attacker" && miner !== this.#incumbent);
    const skill = this.#last?.ready.meanSkill ?? 0;
    const hopefuls = miners.some((miner) => miner.owner === "hopeful");
    return {
      attackerShare: this.#attacker / this.#steps,
      attackerBountyShare: this.#bounty / this.#steps,
      burntShare: this.#burnt / this.#steps,
      attackerCrowned: this.#crowned ? 1 : 0,
      changes: this.#changes,
      skillGain: 100 * (skill - this.#incumbent.ready.meanSkill),
      attackerMiners: own.length,
      attackerRounds: own.reduce((sum, miner) => sum + miner.rounds, 0),
      ...(hopefuls ? { hopefulCrowned: this.#hopefulDays === null ? 0 : 1 } : {}),
      ...(this.#hopefulDays === null ? {} : { hopefulDay: this.#hopefulDays }),
    };
  }
}
