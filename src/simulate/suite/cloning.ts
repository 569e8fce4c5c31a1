import { decideV1Tallies, type V1Tally } from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import type { Sample } from "../statistics.ts";
import { MinerWindow } from "../v1/window.ts";
import { AnswerSource } from "../world/answers.ts";
import { Laboratory } from "../world/laboratory.ts";
import { Miner } from "../world/miner.ts";

const MINERS = 6;
const ROUNDS = 1000;
/** Skills are drawn between these; docs/mechanism.md does not say how its pools were drawn. */
const LEAST = 0.3;
const MOST = 0.7;

/** A random pool of six under affine-v1: is the winner another one when a non-winner is cloned so many times? */
export function playCloning(clones: number, generator: Generator): Sample {
  const laboratory = new Laboratory(DEFAULT_SETTINGS, generator);
  const { environments, difficultyShare } = DEFAULT_SETTINGS;
  const models = Array.from({ length: MINERS }, () =>
    laboratory.unrelated(laboratory.everywhere(0).map(() => LEAST + (MOST - LEAST) * generator.uniform())),
  );
  const window = (model: (typeof models)[number], order: number): MinerWindow => {
    const miner = new Miner({ owner: "honest", model, coldkey: "" }, difficultyShare, order, order);
    return new MinerWindow(miner, environments, ROUNDS);
  };
  const windows = models.map(window);
  const cloned = generator.below(MINERS - 1);
  // Whom to clone is known after the decision; clones of all are played, those of the right one are then looked at.
  const copies = models.map((model, place) =>
    Array.from({ length: clones }, (_, copy) => window(laboratory.copyOf(model), MINERS + place * clones + copy)),
  );
  const source = new AnswerSource(generator, environments);
  for (let round = 0; round < ROUNDS; round += 1) {
    source.nextRound();
    for (const one of [...windows, ...copies.flat()]) one.push(round, source.answer(one.miner.ready));
  }
  const before = winnerOf(windows);
  const others = windows.filter((one) => one.tally.uid !== before);
  const target = others[cloned] as MinerWindow;
  const after = winnerOf([...windows, ...(copies[target.miner.order] ?? [])]);
  return { changed: after === before ? 0 : 1 };
}

function winnerOf(windows: readonly MinerWindow[]): number {
  const tallies: V1Tally[] = windows.map((one) => one.tally);
  return decideV1Tallies(tallies, tallies[0]?.n.map((_, env) => `E${env}`) ?? []).winner;
}
