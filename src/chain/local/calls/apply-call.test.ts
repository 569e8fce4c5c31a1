import { incentives } from "../state/incentives.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyFromUri } from "../../../wallet/index.ts";
import { encodeSealedText, encodeSealedWeights } from "../../timelock/index.ts";
import { beginBlock } from "../state/begin-block.ts";
import type { ChainState } from "../state/chain-state.ts";
import { dueSeals } from "../state/openings.ts";
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

/** What is inside of seals: none of these tests needs a real one. */
const inside = new Map<string, string>();

function sealOf(bytes: Uint8Array, length = bytes.length + 244): string {
  const sealed = inside.size.toString(16).padStart(2 * length, "0");
  inside.set(sealed, Buffer.from(bytes).toString("hex"));
  return sealed;
}

function blocksLater(state: ChainState, blocks: number): ChainState {
  return Array.from({ length: blocks }).reduce<ChainState>(
    (at) =>
      beginBlock(
        at,
        at.timestampMs + 1,
        dueSeals(at).map(({ sealed }) => inside.get(sealed) ?? null),
      ),
    state,
  );
}

function sealedText(text: string, round: number): Call {
  return { call: "set_reveal_commitment", args: { netuid: NETUID, sealed: sealOf(encodeSealedText(text)), round } };
}

function commitOf(
  revealRound: number,
  weights: { hotkey: string; uids: number[]; values: number[] },
  version = 4,
): Call {
  const commit = sealOf(encodeSealedWeights({ ...weights, versionKey: 0 }));
  return {
    call: "commit_timelocked_weights",
    args: { netuid: NETUID, commit, revealRound, commitRevealVersion: version },
  };
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

describe("sudo_replace_neuron", () => {
  const replace = (state: ChainState, uid: number, hotkey: string) =>
    administer(state, { call: "sudo_replace_neuron", args: { netuid: NETUID, uid, hotkey, coldkey: hotkey } });

  test("behavior: the newcomer has the uid; nothing stays of who had it, and nobody else loses anything", () => {
    const set = after(start(), alice, weightsOf([1, 2], [1, 3]));
    const subnetOf = (state: ChainState) => state.subnets.get(NETUID)!;
    const { neurons } = subnetOf(set);
    const replaced = replace(set, 1, eve);
    if (!replaced.ok) throw new Error(replaced.error.message);
    const next = subnetOf(replaced.state);
    expect(next.neurons.map(({ hotkey }) => hotkey)).toEqual(
      neurons.map(({ hotkey }, uid) => (uid === 1 ? eve : hotkey)),
    );
    expect([next.uids.get(eve), next.uids.get(neurons[1]!.hotkey)]).toEqual([1, undefined]);
    expect(next.neurons[1]).toMatchObject({ stakeRao: 0n, validatorPermit: false, incentive: 0 });
    // Their rows are theirs: the chain shows what they set, and the newcomer earns nothing by it.
    expect(next.weights.get(0)?.map(([uid]) => uid)).toEqual([1, 2]);
    expect(incentives(next)[1]).toBe(0);
    expect(incentives(subnetOf(set))[1]).toBeGreaterThan(0);
    expect(errorOf(replaced.state, neurons[1]!.hotkey, weightsOf([0], [1]))).toBe("HotKeyNotRegisteredInSubNet");
  });

  test("error: a uid that is not there, a key that is registered", () => {
    expect([replace(start(), 99, eve), replace(start(), 1, alice)]).toMatchObject([
      { ok: false, error: { name: "InvalidUid" } },
      { ok: false, error: { name: "HotKeyAlreadyRegisteredInSubNet" } },
    ]);
  });
});

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
    const plain = { call: "set_commitment", args: { netuid: NETUID, text: "plain" } } as const;
    const replaced = subnetOf(blocksLater(after(after(start(), bob, sealedText("hidden", 3)), bob, plain), 5));
    expect([replaced.revealed.size, replaced.commitments.get(bob)?.text]).toEqual([0, "plain"]);
    const sealed = subnetOf(blocksLater(after(after(start(), bob, plain), bob, sealedText("hidden", 3)), 5));
    expect([sealed.commitments.size, sealed.revealed.get(bob)]).toEqual([0, [{ block: 3, text: "hidden" }]]);
  });

  test("behavior: a short one takes 100 bytes, a sealed one what its seal has", () => {
    const used = (call: Call): number | undefined => subnetOf(after(start(), bob, call)).usedSpace.get(bob)?.bytes;
    expect(used({ call: "set_commitment", args: { netuid: NETUID, text: "x" } })).toBe(100);
    expect(used({ call: "set_commitment", args: { netuid: NETUID, text: "é".repeat(100) } })).toBe(200);
    expect(used(sealedText("x".repeat(778), 3))).toBe(1024);
  });

  test("behavior: what does not open vanishes; what has no length of its own is taken as it is", () => {
    const garbage = { call: "set_reveal_commitment", args: { netuid: NETUID, sealed: "00", round: 3 } } as const;
    const opened = subnetOf(blocksLater(after(start(), bob, garbage), 5));
    expect([opened.sealed.size, opened.revealed.size]).toEqual([0, 0]);
    const raw = sealOf(Buffer.from("raw text"));
    const bare = { call: "set_reveal_commitment", args: { netuid: NETUID, sealed: raw, round: 1 } } as const;
    expect(subnetOf(blocksLater(after(start(), bob, bare), 1)).revealed.get(bob)).toEqual([
      { block: 2, text: "raw text" },
    ]);
  });
});

describe("commit-reveal of weights", () => {
  const open = { tempo: 10, weightsRateLimit: 4, commitReveal: { enabled: true } };
  const toBob = { hotkey: alice, uids: [1], values: [65_535] };

  test("behavior: faults are found in the network's order", () => {
    const committed = after(start(open), alice, commitOf(13, toBob));
    expect([
      errorOf(start({}), eve, {
        call: "commit_timelocked_weights",
        args: { netuid: 7, commit: "00", revealRound: 13, commitRevealVersion: 3 },
      }),
      errorOf(start({}), eve, commitOf(13, toBob, 3)),
      errorOf(start(open), eve, commitOf(13, toBob, 3)),
      errorOf(start(open), eve, commitOf(13, toBob)),
      errorOf(committed, alice, commitOf(13, toBob)),
      errorOf(blocksLater(committed, 3), alice, commitOf(13, toBob)),
      errorOf(blocksLater(committed, 4), alice, commitOf(13, toBob)),
    ]).toEqual([
      "MechanismDoesNotExist",
      "CommitRevealDisabled",
      "IncorrectCommitRevealVersion",
      "HotKeyNotRegisteredInSubNet",
      "CommittingWeightsTooFast",
      "CommittingWeightsTooFast",
      "none",
    ]);
    let many = start({ ...open, weightsRateLimit: 0 });
    for (let count = 0; count < 10; count += 1) many = after(many, alice, commitOf(13, toBob));
    expect(errorOf(many, alice, commitOf(13, toBob))).toBe("TooManyUnrevealedCommits");
    expect(errorOf(many, dave, commitOf(13, { ...toBob, hotkey: dave }))).toBe("none");
    expect(errorOf(blocksLater(many, 9), alice, commitOf(23, toBob))).toBe("none");
  });

  test("default: LastUpdate moves at the commit, the weights at the round in the next epoch, not before", () => {
    const state = after(start(open), alice, commitOf(13, toBob));
    expect(subnetOf(state).neurons[0]?.lastUpdate).toBe(1);
    expect(subnetOf(blocksLater(state, 11)).weights.size).toBe(0);
    const revealed = subnetOf(blocksLater(state, 12));
    expect(revealed.weights).toEqual(new Map([[0, [[1, 65_535]]]]));
    expect([revealed.neurons[0]?.lastUpdate, revealed.commits.length]).toEqual([1, 0]);
  });

  test("behavior: a round that is out early opens in the block that begins the next epoch, and counts in it", () => {
    const state = blocksLater(after(start(open), alice, commitOf(4, toBob)), 9);
    expect(subnetOf(state)).toMatchObject({ epoch: { index: 1, lastBlock: 10 }, commits: [] });
    expect(subnetOf(state).neurons[1]?.incentive).toBe(65_535);
  });

  test("behavior: a round that comes after the epoch of the reveal is too late: the weights vanish", () => {
    const state = blocksLater(after(start(open), alice, commitOf(21, toBob)), 25);
    expect([subnetOf(state).weights.size, subnetOf(state).commits.length]).toEqual([0, 0]);
  });

  test("behavior: the newest of several commits stays; those of others and faulty ones change nothing", () => {
    let state = after(start({ ...open, weightsRateLimit: 0 }), alice, commitOf(13, toBob));
    state = after(state, alice, commitOf(13, { ...toBob, uids: [2] }));
    state = after(state, alice, commitOf(13, { ...toBob, uids: [9] }));
    state = after(state, dave, commitOf(13, { ...toBob, uids: [3] }));
    state = after(state, bob, commitOf(13, { ...toBob, hotkey: bob, uids: [3] }));
    expect(subnetOf(blocksLater(state, 12)).weights).toEqual(new Map([[0, [[2, 65_535]]]]));
  });

  test("behavior: switched off before the reveal, it counts as a plain setting: rate limit and LastUpdate", () => {
    const off = (state: ChainState, rateLimit: number): ChainState => {
      const change = { commitReveal: { enabled: false }, weightsRateLimit: rateLimit };
      const result = administer(state, { call: "sudo_change_hyperparameters", args: { netuid: NETUID, change } });
      if (!result.ok) throw new Error(result.error.message);
      return result.state;
    };
    const state = after(start(open), alice, commitOf(13, toBob));
    const placed = subnetOf(blocksLater(off(state, 4), 12));
    expect([placed.neurons[0]?.lastUpdate, placed.weights.size]).toEqual([13, 1]);
    const tooFast = subnetOf(blocksLater(off(state, 50), 12));
    expect([tooFast.neurons[0]?.lastUpdate, tooFast.weights.size]).toEqual([1, 0]);
  });

  test("behavior: periodEpochs later", () => {
    const slow = { ...open, commitReveal: { enabled: true, periodEpochs: 3 } };
    const state = after(start(slow), alice, commitOf(33, toBob));
    expect(subnetOf(blocksLater(state, 31)).weights.size).toBe(0);
    expect(subnetOf(blocksLater(state, 32)).weights.size).toBe(1);
  });

  test("error: a block that opens more or less than is due", () => {
    const state = blocksLater(after(start(open), alice, commitOf(13, toBob)), 11);
    for (const opened of [[], [null, null]]) expect(() => beginBlock(state, 99, opened)).toThrow("1 are due");
  });
});
