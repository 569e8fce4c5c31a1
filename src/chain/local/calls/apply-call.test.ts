import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyFromUri } from "../../../wallet/index.ts";
import { beginBlock } from "../state/begin-block.ts";
import type { ChainState } from "../state/chain-state.ts";
import { genesisState, parseGenesis, type GenesisInput } from "../state/genesis.ts";
import { administer } from "./administer.ts";
import { applyCall } from "./apply-call.ts";
import type { Call } from "./call.ts";

const NETUID = 120;
const [alice, bob, charlie, dave, eve] = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve"].map(
  (uri) => keyFromUri(uri).address,
) as [string, string, string, string, string];

/** Alice and Dave have stake, Bob and Charlie none; Eve is not registered. */
function start(hyperparameters: GenesisInput["hyperparameters"] = {}): ChainState {
  const neurons = [
    { hotkey: alice, coldkey: alice, stakeRao: "100" },
    { hotkey: bob, coldkey: bob },
    { hotkey: charlie, coldkey: charlie },
    { hotkey: dave, coldkey: dave, stakeRao: "50" },
  ];
  return beginBlock(genesisState(parseGenesis({ hyperparameters, neurons }), 0), 1);
}

function weightsOf(dests: number[], weights: number[], versionKey = 0, netuid = NETUID): Call {
  return { call: "set_weights", args: { netuid, dests, weights, versionKey } };
}

function blocksLater(state: ChainState, blocks: number): ChainState {
  return Array.from({ length: blocks }).reduce<ChainState>((at) => beginBlock(at, at.timestampMs + 1), state);
}

function after(state: ChainState, hotkey: string, call: Call): ChainState {
  const result = applyCall(state, hotkey, call);
  if (!result.ok) throw new Error(result.error.message);
  return result.state;
}

function errorOf(state: ChainState, hotkey: string, call: Call): string {
  const result = applyCall(state, hotkey, call);
  return result.ok ? "none" : result.error.name;
}

function subnetOf(state: ChainState) {
  return state.subnets.get(NETUID)!;
}

describe("set_weights", () => {
  /*
   * Every fault at once, then one less at a time: what comes out first is the order of the subtensor pallet's
   * `internal_set_weights`.
   */
  test("behavior: faults are found in the network's order", () => {
    const strict = {
      stakeThresholdRao: "60",
      versionKey: 5,
      weightsRateLimit: 100,
      minAllowedWeights: 3,
      maxValidators: 1,
    };
    const state = after(start(strict), alice, weightsOf([1, 2, 3], [1, 1, 1], 5));
    const raised = administer(state, {
      call: "sudo_set_stake",
      args: { netuid: NETUID, hotkey: dave, stakeRao: "200" },
    });
    if (!raised.ok) throw new Error(raised.error.message);
    // From here on Dave holds the only permit; Alice has stake, no permit, and set weights a moment ago.
    const now = raised.state;
    const open = { ...strict, commitReveal: { enabled: true } };
    const sealed = after(start({ versionKey: 5 }), alice, weightsOf([1], [1], 5));
    expect([
      errorOf(start(open), eve, weightsOf([9, 9, 9, 9, 9], [1], 0)),
      errorOf(now, eve, weightsOf([9, 9, 9, 9, 9], [1], 0, 77)),
      errorOf(now, eve, weightsOf([9, 9, 9, 9, 9], [1, 1, 1, 1, 1], 0, 77)),
      errorOf(now, eve, weightsOf([9, 9, 9, 9, 9], [1, 1, 1, 1, 1])),
      errorOf(now, eve, weightsOf([9, 9], [1, 1])),
      errorOf(now, bob, weightsOf([9, 9], [1, 1])),
      errorOf(now, alice, weightsOf([9, 9], [1, 1])),
      errorOf(now, alice, weightsOf([9, 9], [1, 1], 5)),
      errorOf(blocksLater(now, 100), alice, weightsOf([9, 9], [1, 1], 5)),
      errorOf(now, dave, weightsOf([9, 9], [1, 1], 5)),
      errorOf(now, dave, weightsOf([8, 9], [1, 1], 5)),
      errorOf(now, dave, weightsOf([0, 1], [1, 1], 5)),
      errorOf(now, dave, weightsOf([0, 1, 2], [1, 1, 1], 5)),
      errorOf(sealed, alice, weightsOf([1], [1], 5)),
    ]).toEqual([
      "CommitRevealEnabled",
      "WeightVecNotEqualSize",
      "MechanismDoesNotExist",
      "UidsLengthExceedUidsInSubNet",
      "HotKeyNotRegisteredInSubNet",
      "NotEnoughStakeToSetWeights",
      "IncorrectWeightVersionKey",
      "SettingWeightsTooFast",
      "NeuronNoValidatorPermit",
      "DuplicateUids",
      "UidVecContainInvalidOne",
      "WeightVecLengthIsLow",
      "none",
      "SettingWeightsTooFast",
    ]);
  });

  test("behavior: one weight for oneself needs no permit and no length", () => {
    expect(errorOf(start({ minAllowedWeights: 3 }), bob, weightsOf([1], [7]))).toBe("none");
  });

  test("behavior: the rate limit opens exactly at untilBlock", () => {
    const set = after(start({ weightsRateLimit: 10 }), alice, weightsOf([1], [1]));
    const result = applyCall(blocksLater(set, 9), alice, weightsOf([1], [1]));
    expect(result).toMatchObject({ ok: false, error: { name: "SettingWeightsTooFast", untilBlock: set.number + 10 } });
    expect(errorOf(blocksLater(set, 10), alice, weightsOf([1], [1]))).toBe("none");
  });

  test("behavior: a failed call changes nothing, a good one nothing of the state before", () => {
    const state = start();
    const before = structuredClone({ ...state, subnets: [...state.subnets] });
    after(state, alice, weightsOf([1], [1]));
    applyCall(state, eve, weightsOf([1], [1]));
    expect({ ...state, subnets: [...state.subnets] }).toEqual(before);
  });
});

describe("incentive", () => {
  test("default: the stake-weighted mean of the validators' weights, at the epoch", () => {
    const set = after(after(start({ tempo: 5 }), alice, weightsOf([1], [9])), dave, weightsOf([1, 2], [1, 1]));
    const before = subnetOf(set).neurons.map(({ incentive }) => incentive);
    const paid = subnetOf(blocksLater(set, 4)).neurons.map(({ incentive }) => incentive);
    expect(before).toEqual([0, 0, 0, 0]);
    expect(paid).toEqual([0, Math.floor((65_535 * 125) / 150), Math.floor((65_535 * 25) / 150), 0]);
  });

  test("behavior: weights for oneself and weights without a permit pay nothing", () => {
    const set = after(after(start({ tempo: 5 }), alice, weightsOf([0], [9])), bob, weightsOf([1], [9]));
    expect(subnetOf(blocksLater(set, 4)).neurons.every(({ incentive }) => incentive === 0)).toBe(true);
  });

  test("property: shares never pass 65535 together, and miss it by less than one a neuron", () => {
    const vector = fc.array(fc.nat(65_535), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(vector, vector, fc.nat(1_000_000), (first, second, stake) => {
        const staked = administer(start({ tempo: 5 }), {
          call: "sudo_set_stake",
          args: { netuid: NETUID, hotkey: bob, stakeRao: String(stake) },
        });
        if (!staked.ok) throw new Error(staked.error.message);
        const state = after(staked.state, alice, weightsOf([1, 2, 3], first));
        const both = applyCall(state, bob, weightsOf([0, 2, 3], second));
        const neurons = subnetOf(blocksLater(both.ok ? both.state : state, 4)).neurons;
        const total = neurons.reduce((sum, { incentive }) => sum + incentive, 0);
        expect(total === 0 || (total <= 65_535 && total > 65_535 - neurons.length)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("epochs", () => {
  test("behavior: a new tempo begins the epoch anew", () => {
    const state = blocksLater(start({ tempo: 10 }), 6);
    const changed = administer(state, {
      call: "sudo_set_hyperparameters",
      args: { netuid: NETUID, hyperparameters: parseGenesis({ hyperparameters: { tempo: 4 } }).hyperparameters },
    });
    if (!changed.ok) throw new Error(changed.error.message);
    expect(subnetOf(changed.state).epoch).toMatchObject({ index: 0, lastBlock: 7 });
    expect(subnetOf(blocksLater(changed.state, 3)).epoch.index).toBe(0);
    expect(subnetOf(blocksLater(changed.state, 4)).epoch).toMatchObject({ index: 1, lastBlock: 11 });
  });
});

describe("permits", () => {
  test("default: the highest stakes hold them, and follow a change at once", () => {
    const permits = (state: ChainState): boolean[] => subnetOf(state).neurons.map((neuron) => neuron.validatorPermit);
    const state = start({ maxValidators: 2 });
    expect(permits(state)).toEqual([true, false, false, true]);
    const call = { call: "register", args: { netuid: NETUID, coldkey: eve, stakeRao: "60" } } as const;
    expect(permits(after(state, eve, call))).toEqual([true, false, false, false, true]);
  });

  test("error: a full subnet, a subnet that does not exist", () => {
    const args = { netuid: NETUID, coldkey: eve, stakeRao: "0" };
    expect(errorOf(start({ maxUids: 4 }), eve, { call: "register", args })).toBe("NoNeuronIdAvailable");
    expect(errorOf(start(), eve, { call: "register", args: { ...args, netuid: 3 } })).toBe("SubnetNotExists");
  });
});

describe("commitments", () => {
  test("behavior: a commitment takes the place of the one before, sealed or plain, as on the network", () => {
    const seal = {
      call: "set_reveal_commitment",
      args: { netuid: NETUID, text: "hidden", blocksUntilReveal: 2 },
    } as const;
    const plain = { call: "set_commitment", args: { netuid: NETUID, text: "plain" } } as const;
    const replaced = subnetOf(blocksLater(after(after(start(), bob, seal), bob, plain), 5));
    expect([replaced.revealed.size, replaced.commitments.get(bob)?.text]).toEqual([0, "plain"]);
    const sealed = subnetOf(blocksLater(after(after(start(), bob, plain), bob, seal), 5));
    expect([sealed.commitments.size, sealed.revealed.get(bob)?.[0]?.text]).toEqual([0, "hidden"]);
  });

  test("behavior: a short one takes 100 bytes, a sealed one 246 more than its text", () => {
    const used = (call: Call): number | undefined => subnetOf(after(start(), bob, call)).usedSpace.get(bob)?.bytes;
    expect(used({ call: "set_commitment", args: { netuid: NETUID, text: "x" } })).toBe(100);
    expect(used({ call: "set_commitment", args: { netuid: NETUID, text: "é".repeat(100) } })).toBe(200);
    const args = { netuid: NETUID, text: "x".repeat(778), blocksUntilReveal: 1 };
    expect(used({ call: "set_reveal_commitment", args })).toBe(1024);
  });
});
