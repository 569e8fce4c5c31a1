import { huntEnvironment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { perCpuSecond } from "../cpu-time.ts";

const EPISODES = 200;
const ROUNDS = 10;
const TURNS = 10;
const LEVEL = 3;
const ASK = "<think>which?</think>\n<action>ask 01 23 12</action>";

/**
 * Replays of ten turns of HUNT a second of processor time: from the state that a process keeps of the question, as runners
 * and doors do, against beginning anew from parameters and seed, as whoever has only the id does.
 */
export async function run(): Promise<BenchResult[]> {
  const { episode } = huntEnvironment;
  const turns = Array<string>(TURNS).fill(ASK);
  const seeds = Array.from({ length: EPISODES }, (_, index) => `bench-${index}`);
  const secrets = seeds.map((seed) => huntEnvironment.generate({ level: LEVEL }, seed).secret);
  const kept = perSecond(() => secrets.forEach((secret) => episode.replayFrom(secret, turns)));
  const anew = perSecond(() => seeds.forEach((seed) => episode.replay({ level: LEVEL }, seed, turns)));
  return Promise.resolve([
    {
      name: "episode replays of 10 turns",
      ours: kept,
      baseline: 2_000,
      unit: "replays/s",
      ratio: kept / 2_000,
      goal: 1,
      note: `HUNT level ${LEVEL}, one thread, processor time; the baseline is what was asked for, 2,000 a second`,
    },
    {
      name: "the same from the challenge id",
      ours: anew,
      baseline: kept,
      unit: "replays/s",
      ratio: anew / kept,
      note: "the question is made anew for each, with its exact bound; against the state kept",
    },
  ]);
}

function perSecond(work: () => void): number {
  return perCpuSecond(() => {
    work();
    return EPISODES;
  }, ROUNDS);
}
