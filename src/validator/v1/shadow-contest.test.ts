import { expect, test } from "vitest";
import type { Metagraph } from "../../chain/chain.ts";
import { contestRules, roundChallenges } from "../../replay/index.ts";
import { silentLogger } from "../../telemetry/index.ts";
import type { WindowRecord } from "../window/window-records.ts";
import { ShadowContest } from "./shadow-contest.ts";

const METAGRAPH = { neurons: [] } as unknown as Metagraph;

/** Own records of every round: each model's score by the index of the question. */
function shadowOf(questions: number, models: Readonly<Record<string, (index: number) => number>>): ShadowContest {
  const rules = contestRules({
    netuid: 120,
    mechanism: "affine-v1",
    environments: [
      { name: "SAT", questions },
      { name: "DED", questions },
    ],
    roundBlocks: 1,
  });
  const ownOf = (block: number) => {
    const challenges = roundChallenges(rules, `0x${"0".repeat(64)}`, block);
    return Object.entries(models).flatMap(([hotkey, scoreOf], uid) =>
      rules.environments.flatMap(({ name: env }, place) =>
        (challenges[place] ?? []).map((challenge, index): WindowRecord => ({
          validator: "self",
          round: block,
          block,
          env,
          index,
          challenge,
          hotkey,
          model: `lab/affine-${hotkey}`,
          revision: "a".repeat(40),
          commitBlock: uid,
          outcome: "scored",
          score: scoreOf(index),
          reason: "correct",
        })),
      ),
    );
  };
  return new ShadowContest({ rules, results: { ownOf }, log: silentLogger });
}

/** What it says after a first champion was found, who is the best of those that qualify. */
function championOf(shadow: ShadowContest): string | undefined {
  for (let head = 20; head < 400; head += 1) shadow.follow({ head, metagraph: METAGRAPH });
  return shadow.champion;
}

test("behavior: all questions count that affine-v2 can take, not the first of them alone", () => {
  // The first question flatters one of them; the mean over both does not.
  const first = (index: number): number => (index === 0 ? 1000 : 0);
  const both = (index: number): number => (index === 0 ? 700 : 900);
  expect(championOf(shadowOf(1, { first, both }))).toBe("first");
  expect(championOf(shadowOf(2, { first, both }))).toBe("both");
  // Of three, two are taken.
  expect(championOf(shadowOf(3, { first: (index) => (index < 2 ? 1000 : 0), both }))).toBe("first");
});
