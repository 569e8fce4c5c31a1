import { expect, test } from "vitest";
import { huntEnvironment } from "../../../envs/index.ts";
import { complete } from "../complete.ts";
import type { Budget } from "../task-skill.ts";

/** Mean reward of a model over some episodes, thousandths. */
function meanOf(budget: Budget, episodes = 30): number {
  let sum = 0;
  for (let index = 0; index < episodes; index += 1) {
    const { secret } = huntEnvironment.generate({ level: 3 }, `skill-${index}`);
    const turns: string[] = [];
    let now = huntEnvironment.episode.replayFrom(secret, turns);
    for (; now.verdict === null; now = huntEnvironment.episode.replayFrom(secret, turns)) {
      turns.push(complete(budget, now.messages, { seed: turns.length }));
    }
    sum += now.verdict.thousandths;
  }
  return sum / episodes;
}

test("behavior: a strong model hunts rightly, a careless one half of the time, a random one never", () => {
  const full = { solver: "full", flipsPerVariable: 0, mistakeThousandths: 0 } as const;
  expect(meanOf(full)).toBeGreaterThan(900);
  const careless = meanOf({ ...full, mistakeThousandths: 500 });
  expect(careless).toBeGreaterThan(200);
  expect(careless).toBeLessThan(850);
  expect(meanOf({ ...full, solver: "walksat" })).toBeLessThan(600);
  expect(meanOf({ ...full, solver: "random" })).toBeLessThan(50);
});
