import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Hyperparameters, Metagraph } from "../chain.ts";
import { fillWeights, isFilledFrom } from "./fill-weights.ts";
import { isWithin, weightObstacles } from "./weight-obstacles.ts";

const HYPERPARAMETERS: Hyperparameters = {
  tempo: 360,
  weightsRateLimit: 100,
  commitReveal: { enabled: true, version: 4, periodEpochs: 1 },
  versionKey: 0,
  minAllowedWeights: 1,
  maxWeightLimit: 65_535,
  stakeThresholdRao: "0",
  immunityBlocks: 4096,
};

function metagraph(stakes: readonly string[]): Metagraph {
  return {
    netuid: 120,
    block: { number: 1000, hash: "0x00" },
    neurons: stakes.map((stakeRao, uid) => ({
      uid,
      hotkey: `hotkey ${uid}`,
      coldkey: `coldkey ${uid}`,
      stakeRao,
      validatorPermit: stakeRao !== "0",
      lastUpdate: 0,
      incentive: 0,
      registeredAt: 0,
    })),
  };
}

const namesOf = (change: Partial<Hyperparameters>, weights: [number, number][], hotkey = "hotkey 0"): string[] =>
  weightObstacles({
    hotkey,
    weights: new Map(weights),
    metagraph: metagraph(["1000", "0", "0", "0"]),
    hyperparameters: { ...HYPERPARAMETERS, ...change },
  }).map(({ name }) => name);

describe("obstacles", () => {
  test("default: none", () => expect(namesOf({}, [[1, 65_535]])).toEqual([]));

  test.each([
    [{ minAllowedWeights: 3 }, ["WeightVecLengthIsLow"]],
    [{ maxWeightLimit: 65_534 }, ["MaxWeightExceeded"]],
    [{ stakeThresholdRao: "1001" }, ["NotEnoughStakeToSetWeights"]],
    [{ stakeThresholdRao: "1000" }, []],
    [{ tempo: 0 }, ["NoEpochs"]],
    [{ tempo: 0, commitReveal: { enabled: false, version: 0, periodEpochs: 0 } }, []],
    [{ commitReveal: { enabled: true, version: 5, periodEpochs: 1 } }, ["IncorrectCommitRevealVersion"]],
    [
      { commitReveal: { enabled: true, version: 0, periodEpochs: 0 } },
      ["IncorrectCommitRevealVersion", "NoRevealPeriod"],
    ],
  ] as [Partial<Hyperparameters>, string[]][])("error: %j is %j", (change, names) => {
    expect(namesOf(change, [[1, 65_535]])).toEqual(names);
  });

  test("error: strangers, no permit, only itself, too low a key; every one has a remedy", () => {
    expect(namesOf({}, [[1, 1]], "nobody")).toEqual(["HotKeyNotRegisteredInSubNet"]);
    expect(namesOf({}, [[2, 1]], "hotkey 1")).toEqual(["NeuronNoValidatorPermit"]);
    expect(namesOf({ minAllowedWeights: 9, maxWeightLimit: 1 }, [[1, 1]], "hotkey 1")).toEqual([]);
    expect(namesOf({}, [[4, 1]])).toEqual(["UidVecContainInvalidOne"]);
    const low = weightObstacles({
      hotkey: "hotkey 0",
      metagraph: metagraph(["1", "0"]),
      hyperparameters: { ...HYPERPARAMETERS, versionKey: 9 },
      versionKey: 8,
    });
    expect(low.map(({ name, remedy }) => [name, remedy.length > 10])).toEqual([["IncorrectWeightVersionKey", true]]);
  });

  test("behavior: the limit is on a part of the sum, as the pallet counts it", () => {
    expect(
      isWithin(
        new Map([
          [1, 65_535],
          [2, 65_535],
        ]),
        32_768,
      ),
    ).toBe(true);
    expect(
      isWithin(
        new Map([
          [1, 65_535],
          [2, 65_534],
        ]),
        32_767,
      ),
    ).toBe(false);
  });
});

const vector = fc
  .uniqueArray(fc.nat(40), { minLength: 1, maxLength: 8 })
  .map((uids) => new Map(uids.map((uid, index) => [uid, index === 0 ? 65_535 : 100 * index])));

describe("fillers", () => {
  test("default: the lowest uids that are not named, 1 each; enough is enough", () => {
    const filled = fillWeights(new Map([[1, 65_535]]), { minAllowedWeights: 4, neurons: 9 });
    expect([...filled]).toEqual([
      [1, 65_535],
      [0, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(fillWeights(new Map([[1, 65_535]]), { minAllowedWeights: 1024, neurons: 3 }).size).toBe(3);
    const enough = new Map([
      [1, 1],
      [2, 1],
    ]);
    expect(fillWeights(enough, { minAllowedWeights: 2, neurons: 9 })).toBe(enough);
  });

  test("property: what was decided stays; the minimum or everybody is reached; who verifies can tell", () => {
    fc.assert(
      fc.property(vector, fc.nat(60), (decided, minAllowedWeights) => {
        const filled = fillWeights(decided, { minAllowedWeights, neurons: 41 });
        for (const [uid, share] of decided) expect(filled.get(uid)).toBe(share);
        expect(filled.size).toBe(Math.max(decided.size, Math.min(minAllowedWeights, 41)));
        expect(isFilledFrom(decided, filled)).toBe(true);
        const [last] = [...filled.keys()].slice(-1);
        const other = new Map(filled).set(last ?? 0, 777);
        expect(isFilledFrom(decided, other)).toBe(false);
      }),
    );
  });

  test("error: other uids than the lowest, or larger shares, are no fillers", () => {
    const decided = new Map([[5, 65_535]]);
    const shown = (...pairs: [number, number][]) => new Map([[5, 65_535], ...pairs] as [number, number][]);
    expect(isFilledFrom(decided, shown([0, 1], [1, 1]))).toBe(true);
    expect(isFilledFrom(decided, shown([0, 1], [2, 1]))).toBe(false);
    expect(isFilledFrom(decided, shown([0, 2]))).toBe(false);
    expect(isFilledFrom(decided, new Map([[0, 1]]))).toBe(false);
    expect(isFilledFrom(decided, new Map())).toBe(false);
  });
});
