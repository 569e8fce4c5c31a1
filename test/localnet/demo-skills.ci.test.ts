import { afterAll, describe, expect, test } from "vitest";
import { complete, type Budget } from "../../src/localnet/models/index.ts";
import { demoModels, type LocalModelConfig } from "../../src/localnet/index.ts";
import { challengeFromId, makeChallenge, environment } from "../../src/envs/index.ts";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import type { NetworkChoice } from "../../src/config/index.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { networkRules } from "../../src/sdk/index.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

const ASKED = 40;
const local = { netuid: 120, roundBlocks: 1, allowEndpoints: true } as NetworkChoice;
const { environments } = networkRules(resolveConfig({ cwd: "/", env: {} }), local);
const model = (name: string): LocalModelConfig => demoModels().find((found) => found.name.endsWith(name))!;

/** Mean reward of a model of the demo, thousandths, as the localnet asks it. */
async function meanOf({ solver, flipsPerVariable = 0, mistakeThousandths = 0 }: LocalModelConfig, at: number) {
  const { name, params } = environments[at]!;
  const budget: Budget = { solver, flipsPerVariable, mistakeThousandths };
  let sum = 0;
  for (let index = 0; index < ASKED; index += 1) {
    const { id } = makeChallenge(environment(name), { params, seed: `demo-${index}` });
    const challenge = challengeFromId(id, () => ({ python }));
    const turns: string[] = [];
    const { episode } = challenge;
    let messages = episode === null ? challenge.messages : episode.replay(turns).messages;
    do {
      turns.push(complete(budget, messages, { seed: index * 100 + turns.length }));
      const now = episode?.replay(turns);
      if (now === undefined || now.verdict !== null) break;
      messages = [...now.messages];
    } while (turns.length < 32);
    const { thousandths } = await challenge.evaluate(episode === null ? turns[0]! : turns);
    sum += thousandths;
  }
  return sum / ASKED;
}

// What SAT and ABD ask of these models is tried beside their skills.
const asked = environments.map(({ name }, at) => [name, at] as const);
describe.each(asked.filter(([name]) => name === "INDUCE" || name === "HUNT"))(
  "%s, as a localnet asks it",
  (_name, at) => {
    test("behavior: the demo's best model is far ahead of the careless one, and nobody's luck is worth anything", async () => {
      const [best, careless, random] = await Promise.all(
        ["affine-full", "affine-careless", "affine-random"].map((name) => meanOf(model(name), at)),
      );
      expect(best).toBeGreaterThan(careless! + 150);
      // Better than a blind guess, so that it can be the first champion.
      expect(careless).toBeGreaterThan(120);
      expect(random).toBeLessThan(50);
    });
  },
);
