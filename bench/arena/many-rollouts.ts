import { ArenaBook, type Contest, type RoundView } from "../../src/arena/index.ts";
import { challengeId, sha256Hex } from "../../src/core/index.ts";
import { environment } from "../../src/envs/index.ts";
import type { ArenaSource } from "../../src/serve/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { smallArena } from "../../test/arena/small-arena.ts";

const ENVS = ["SAT", "ABD", "TRACK", "PLAN"];
/** Two of each environment. */
const QUESTIONS = 2 * ENVS.length;
const MODELS = ["//Dave", "//Eve", "//Ferdie"].map((uri) => keyFromUri(uri).address);
const VALIDATOR = keyFromUri("//Alice").address;

/** A contest with so many answers to look at: what a round says, and not the texts behind it. */
export function manyRollouts(rollouts: number): { source: ArenaSource; contest: Contest; rounds: number } {
  const rounds = Math.ceil(rollouts / (QUESTIONS * MODELS.length));
  const { contest, source } = smallArena(120);
  const book = new ArenaBook({ mostRounds: rounds });
  book.take(contest);
  for (let round = 0; round < rounds; round += 1) book.addRound(roundOf(round));
  return { source: { ...source, book }, contest, rounds };
}

function roundOf(round: number): RoundView {
  return {
    ...{ round, block: round, beacon: null, validator: VALIDATOR, champion: MODELS[0] ?? null, counts: {} },
    questions: Array.from({ length: QUESTIONS }, (_, place) => {
      const env = ENVS[place >> 1] ?? "SAT";
      const asked = environment(env);
      const { info } = asked;
      const params = asked.normalizeParams({ level: info.defaultLevel });
      const challenge = challengeId({ env, version: info.version, params, seed: sha256Hex(`${round} ${place}`) });
      return {
        ...{ env, index: place & 1, challenge },
        answers: MODELS.map((hotkey, at) => ({
          ...{ uid: at + 1, hotkey, model: `lab/affine-${at}`, outcome: "scored" as const },
          ...{ score: (round + place + at) % 3 === 0 ? 1000 : 0, reason: "correct", transcript: null },
          ...{ seq: round, line: 2 + place, completionTokens: 100, latencyMs: 900 },
        })),
      };
    }),
  };
}
