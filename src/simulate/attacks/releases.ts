import type { Attack, Attempt, PublicView } from "../attack.ts";
import type { Laboratory } from "../world/laboratory.ts";

/**
 * Somebody has a model that is 10 points better and releases it in steps: whenever it does not hold the crown and has
 * no test open, the smallest step that is worth two points more than the champion.
 */
function release(laboratory: Laboratory, steps: readonly number[]): Attempt {
  const worth = 0.019;
  const mean = (skills: readonly number[]): number => skills.reduce((sum, skill) => sum + skill, 0) / skills.length;
  const models = steps.map((gain) => laboratory.fineTuneOf(laboratory.incumbent, laboratory.everywhere(gain)));
  let next = 0;
  const react = ({ champion, miners }: PublicView): ReturnType<NonNullable<Attempt["react"]>> => {
    if (champion?.owner === "attacker") return [];
    if (miners.some((miner) => miner.owner === "attacker" && ["waiting", "competing"].includes(miner.state))) return [];
    const goal = mean(champion?.model.skills ?? laboratory.incumbent.skills) + worth;
    while (next < models.length && mean(models[next]?.skills ?? []) < goal) next += 1;
    const model = models[next];
    if (model === undefined) return [];
    next += 1;
    return [{ owner: "attacker", model, coldkey: `release-${next}` }];
  };
  return { react };
}

/** The honest way, to compare with. */
export const atOnce: Attack = {
  name: "at-once",
  summary: "a model 10 points better everywhere, released at once: what dripping it is to be compared with",
  begin: (laboratory) => release(laboratory, [0.1]),
};

/** Keep a reserve. */
export const drip: Attack = {
  name: "drip",
  summary: "the same model released in five steps of 2 points, the next one when the crown is lost",
  begin: (laboratory) => release(laboratory, [0.02, 0.04, 0.06, 0.08, 0.1]),
};
