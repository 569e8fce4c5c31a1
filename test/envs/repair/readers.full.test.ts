import { expect, test } from "vitest";
import { Random } from "../../../src/core/index.ts";
import { repairEnvironment } from "../../../src/envs/index.ts";
import { playPolicyOn } from "../../../src/envs/episode/play-policy.ts";
import { testEngine } from "../../sandbox/kit/engines.ts";
import { COMPARED, levelsAmong, SEEN } from "../full-counts.ts";
import { Readers } from "./readers.ts";

const ASKED = 300;
const engine = testEngine({ workers: 2 });

test.each(levelsAmong(repairEnvironment.info.scoredLevels))(
  "behavior: who has met 10,000 packages of level %i mends at most one in twenty by that",
  async (level) => {
    const began = performance.now();
    const { players, repeats } = new Readers(level, SEEN, "met");
    repeats.fillTo(COMPARED, level, "met");
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(`REPAIR level ${level}, ${SEEN} met: ${repeats.toString()}; ${seconds} s\n`);
    expect(repeats.few, repeats.toString()).toBe(true);
    for (const player of players) {
      let mended = 0;
      for (let index = 0; index < ASKED; index += 1) {
        const { secret } = repairEnvironment.generate({ level }, `reader-${index}`);
        const play = async (turns: readonly string[]) =>
          repairEnvironment.episode.playFrom(secret, turns, { python: engine });
        const turns = await playPolicyOn(play, player, Random.from("affine/test/repair/readers", level, index));
        mended += (await play(turns)).verdict?.thousandths === 1000 ? 1 : 0;
      }
      process.stderr.write(`REPAIR level ${level}, ${player.name}: ${mended} of ${ASKED}\n`);
      expect(mended, player.name).toBeLessThanOrEqual(ASKED / 20);
    }
  },
);
