import type { SharedValues } from "../core/index.ts";
import type { StakedShare } from "../mechanism/index.ts";
import { byKey } from "./by-key.ts";
import type { Contestant } from "./contestant.ts";
import { roundChallenges, type RoundPlan, type ScheduledBlock } from "./round-plan.ts";
import type { ContestRules } from "./rules.ts";

/** A plan as a saved state holds it: lists and contestants by their places, the questions to be drawn again. */
export type SavedPlan = Omit<RoundPlan, "shares" | "champion" | "challengers" | "challenges"> & {
  readonly shares: number;
  readonly champion: number | null;
  readonly challengers: readonly number[];
};

export function savePlan(of: RoundPlan, shared: SharedValues): SavedPlan {
  const { round, reign, served, rests, block, beacon, validator, shares, champion, challengers } = of;
  return {
    ...{ round, reign, served, ...(rests === undefined ? {} : { rests }), block, beacon, validator },
    shares: shared.put(shares),
    champion: champion && shared.put(champion),
    challengers: challengers.map((contestant) => shared.put(contestant)),
  };
}

export function loadPlan(saved: SavedPlan, shared: SharedValues, rules: ContestRules): RoundPlan {
  const { shares, champion, challengers, ...rest } = saved;
  return {
    ...rest,
    shares: shared.get<readonly StakedShare[]>(shares),
    champion: champion === null ? null : shared.get<Contestant>(champion),
    challengers: challengers.map((place) => shared.get<Contestant>(place)),
    challenges: roundChallenges(rules, rest.beacon, rest.round),
  };
}

/** Rounds that are scheduled and not played yet. */
export class ScheduledRounds {
  readonly #rounds = new Map<number, ScheduledBlock>();

  add(scheduled: ScheduledBlock): void {
    this.#rounds.set(scheduled.round, scheduled);
  }

  /** `undefined` when nobody is asked in it. */
  planOf(round: number): RoundPlan | undefined {
    const scheduled = this.#rounds.get(round);
    return scheduled !== undefined && "beacon" in scheduled ? scheduled : undefined;
  }

  /** Takes a round out. */
  take(round: number): ScheduledBlock | undefined {
    const scheduled = this.#rounds.get(round);
    this.#rounds.delete(round);
    return scheduled;
  }

  save(shared: SharedValues) {
    return byKey(this.#rounds).map(([, scheduled]) =>
      "beacon" in scheduled ? savePlan(scheduled, shared) : { ...scheduled },
    );
  }

  load(rounds: ReturnType<ScheduledRounds["save"]>, shared: SharedValues, rules: ContestRules): void {
    for (const one of rounds) this.add("beacon" in one ? loadPlan(one, shared, rules) : one);
  }
}
