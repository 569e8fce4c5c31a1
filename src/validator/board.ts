import type { Metagraph } from "../chain/chain.ts";
import { wilsonIntervalBp } from "../mechanism/index.ts";
import type { AnswerTallies, AnswerTally } from "./window/answer-tallies.ts";
import { byRank, type Decision } from "./decision.ts";
import type { EnvironmentScore } from "./status.ts";

/** A decision of affine-v1 with what was asked beside what was answered; the rates are still over the answers. */
export function withAsked(decision: Decision, tallies: AnswerTallies): Decision {
  return {
    ...decision,
    leaderboard: decision.leaderboard.map((row) => ({
      ...row,
      environments: Object.fromEntries(
        Object.entries(row.environments).map(([env, score]) => {
          const { asked, answered } = tallies.of(row, env);
          return [env, { ...score, asked: Math.max(asked, score.n), answered: Math.max(answered, score.n) }];
        }),
      ),
    })),
  };
}

/**
 * The board of affine-v2: rates over all that was asked, as the contest counts, where silence is a 0. Who was asked and
 * never answered is on it.
 */
export function withRatesOfAsked(decision: Decision, tallies: AnswerTallies, metagraph: Metagraph): Decision {
  const uidOf = new Map(metagraph.neurons.map(({ uid, hotkey }) => [hotkey, uid]));
  const known = new Set(decision.leaderboard.map(({ hotkey }) => hotkey));
  const silent = tallies.models.flatMap(({ hotkey, model, revision, commitBlock, environments }) => {
    const uid = uidOf.get(hotkey);
    if (known.has(hotkey) || uid === undefined) return [];
    const names = [...environments.keys()];
    const unrated = { eligible: false, dominates: 0, champion: false, weightBp: 0 };
    return [{ uid, hotkey, model, revision, block: commitBlock, ...unrated, names }];
  });
  // Of a key with several silent models the last one asked counts.
  const last = new Map(silent.map((row) => [row.hotkey, row]));
  const rows = [
    ...decision.leaderboard.map((row) => ({ ...row, names: Object.keys(row.environments) })),
    ...last.values(),
  ];
  const leaderboard = rows
    .map(({ names, ...row }) => ({
      ...row,
      environments: Object.fromEntries(names.map((env) => [env, rateOfAsked(tallies.of(row, env))])),
    }))
    .sort(byRank);
  return { ...decision, leaderboard };
}

function rateOfAsked({ asked, answered, sumThousandths }: AnswerTally): EnvironmentScore {
  const { lowBp, highBp } = wilsonIntervalBp(sumThousandths, asked);
  return { n: asked, asked, answered, score: asked === 0 ? 0 : Math.round(sumThousandths / asked), lowBp, highBp };
}
