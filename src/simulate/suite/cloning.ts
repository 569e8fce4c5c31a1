import { winnerV1Tallies, type V1Tally } from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import type { Sample } from "../statistics.ts";
import { MinerWindow } from "../v1/window.ts";
import { AnswerSource } from "../world/answers.ts";
import { Laboratory } from "../world/laboratory.ts";
import { Miner } from "../world/miner.ts";
import { PUBLISHED_CLONING } from "./published.ts";

const MINERS = 6;
const ROUNDS = 1000;
/** Skills are the incumbent's, plus or minus up to so much in each environment. */
const SPREAD = 0.1;

/**
 * A random pool of six under affine-v1, in which everybody is asked questions of its own: is there one that does not
 * win, and whose cloning, so many times, makes another one win? Clones answer as their original did, and are newest.
 *
 * What was published does not say how its pools were drawn. This way reproduces all three of its shares; uniform skills
 * in .3 to .7 and a clone of a random loser give 18, 46 and 51%.
 */
export function playCloning(generator: Generator): Sample {
  const laboratory = new Laboratory({ ...DEFAULT_SETTINGS, difficultyShare: 0 }, generator);
  const { environments, difficultyShare } = laboratory.settings;
  const windows = Array.from({ length: MINERS }, (_, order) => {
    const skills = laboratory.incumbent.skills.map((skill) => skill + SPREAD * (2 * generator.uniform() - 1));
    const submission = { owner: "honest", model: laboratory.unrelated(skills), coldkey: "" } as const;
    return new MinerWindow(new Miner(submission, difficultyShare, order, order), environments, ROUNDS);
  });
  const source = new AnswerSource(generator, environments, { rounds: ROUNDS });
  const answers = new Int32Array(ROUNDS);
  source.next();
  for (const one of windows) {
    source.answerAll(one.miner.ready, answers);
    for (let round = 0; round < ROUNDS; round += 1) one.push(round, answers[round] as number);
  }
  const tallies = windows.map(({ tally }) => tally);
  const before = winnerOf(tallies);
  const others = tallies.filter(({ uid }) => uid !== before);
  const sample: Record<string, number> = {};
  for (const { clones } of PUBLISHED_CLONING) {
    const changing = others.filter((tally) => winnerOf([...tallies, ...clonesOf(tally, clones)]) !== before);
    sample[`changed${clones}`] = changing.length > 0 ? 1 : 0;
    sample[`byRandom${clones}`] = changing.length / others.length;
  }
  return sample;
}

function clonesOf(tally: V1Tally, count: number): V1Tally[] {
  return Array.from({ length: count }, (_, place) => {
    const order = MINERS + place;
    return { ...tally, uid: order + 1, hotkey: `clone-${place}`, firstBlock: order };
  });
}

function winnerOf(tallies: readonly V1Tally[]): number {
  return winnerV1Tallies(tallies, DEFAULT_SETTINGS.environments);
}
