import { expect, test } from "vitest";
import { defineEnvironment, makeCard, type Environment, type Verdict } from "../index.ts";
import { measureCardSlice, refuseUnsteadyQuestion } from "./index.ts";

const RIGHT: Verdict = { thousandths: 1000, reason: "correct", extracted: null, metrics: {} };

function made(prompt: () => string, secret: () => unknown = () => 1, check: () => Verdict = () => RIGHT): Environment {
  return defineEnvironment({
    ...{ name: "UNSTEADY", aliases: [], version: "1", title: "", description: "", answerFormat: "" },
    ...{ levels: [1], scoredLevels: [1], defaultLevel: 1 },
    generate: () => ({ prompt: prompt(), messages: [], secret: secret() }),
    check,
    study: {
      ...{ oracle: () => "", blind: [], shallow: [], strong: [], answerLines: () => [], shape: () => "" },
      figures: () => ({}),
    },
  });
}

let count = 0;
test.each<[string, Environment, RegExp]>([
  ["prompts", made(() => `p${(count += 1)}`), /level 1, seed golden-0 differs when it is made again: the prompt\.$/],
  [
    "secrets",
    made(
      () => "p",
      () => (count += 1),
    ),
    /golden-0 differs .*: the secret\.$/,
  ],
  [
    "verdicts",
    made(
      () => "p",
      () => 1,
      () => ({ ...RIGHT, thousandths: (count += 1) % 2 }),
    ),
    /the verdict on the right answer/,
  ],
  [
    "fractions",
    made(
      () => "p",
      () => ({ f: 0.5 }),
    ),
    /UNSTEADY made .*golden-0 with a secret .* 0\.5 at secret\.f /,
  ],
  ["huge prompts", made(() => "p".repeat(200_000)), /misses the bar "prompt" at its first question: .* 200000 char/],
])("behavior: a card is refused to unsteady or unfit %s", async (_, environment, said) => {
  await expect(makeCard(environment, { samples: 1 })).rejects.toMatchObject({
    code: "environment_broken",
    message: expect.stringMatching(said) as string,
  });
});

test("behavior: what differs elsewhere only is found by measuring again there", async () => {
  let salt = "here";
  const environment = made(() => salt);
  const again = (slices: readonly Parameters<typeof measureCardSlice>[1][]) => {
    salt = "there";
    return Promise.all(slices.map((slice) => measureCardSlice(environment, slice)));
  };
  await expect(makeCard(environment, { samples: 1, again })).rejects.toThrow(/differs .*: the prompt\./);
});

test("behavior: one question twice is the quick look", () => {
  expect(() =>
    refuseUnsteadyQuestion(
      made(() => "p"),
      { level: 1 },
      "s",
    ),
  ).not.toThrow();
  expect(() =>
    refuseUnsteadyQuestion(
      made(() => `p${(count += 1)}`),
      { level: 1 },
      "s",
    ),
  ).toThrow(/seed s differs/);
});
