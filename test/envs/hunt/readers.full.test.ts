import { expect, test } from "vitest";
import { huntEnvironment } from "../../../src/envs/index.ts";
import { COMPARED, levelsAmong, SEEN } from "../full-counts.ts";
import { Readers, type Player } from "./readers.ts";

const ASKED = 300;
/** Mean reward, thousandths. */
const BAR = 50;

function scoreOf(player: Player, level: number, seed: string): number {
  const { secret } = huntEnvironment.generate({ level }, seed);
  const turns: string[] = [];
  let now = huntEnvironment.episode.replayFrom(secret, turns);
  while (now.verdict === null) {
    turns.push(player(now.messages));
    now = huntEnvironment.episode.replayFrom(secret, turns);
  }
  return now.verdict.thousandths;
}

test.each(levelsAmong(huntEnvironment.info.scoredLevels))(
  "behavior: who has seen ten thousand games of level %i with what was hidden gets at most 5% of the reward of new ones",
  (level) => {
    const began = performance.now();
    const { players, repeats } = new Readers(level, SEEN, "seen");
    repeats.fillTo(COMPARED, level, "seen");
    const means: Record<string, number> = {};
    for (const [name, player] of Object.entries(players)) {
      let sum = 0;
      for (let index = 0; index < ASKED; index += 1) sum += scoreOf(player, level, `new-${index}`);
      means[name] = sum / ASKED;
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(
      `HUNT level ${level}, ${SEEN} seen, ${ASKED} asked, thousandths: ${JSON.stringify(means)}; ` +
        `${repeats.toString()}; ${seconds} s\n`,
    );
    for (const [name, mean] of Object.entries(means)) expect(mean, name).toBeLessThanOrEqual(BAR);
    expect(repeats.few, repeats.toString()).toBe(true);
  },
);
