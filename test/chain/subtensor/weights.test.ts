import { describe, expect, test } from "vitest";
import { decodeSealedWeights, newestRound, open, QUICKNET } from "../../../src/chain/timelock/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { RUNTIMES } from "../metadata/index.ts";
import { alice, bedOn, bob, change, failureOf, until, weightCalls, WINNER } from "./bed.ts";

setLogLevel("silent");
const S = "SubtensorModule";

/** Against FAKE nodes: see test/chain/fake-subtensor/fake-chain.ts. */
describe.each(RUNTIMES)("weights (fake nodes), $name", (runtime) => {
  const bed = bedOn(runtime);

  test("default: commit-reveal where the subnet wants it; sealed until its epoch, then they are the ones on chain", async () => {
    const { fake, chain, netuid } = await bed({ commitReveal: true, tempo: 30 });
    const result = await chain.setWeights(alice, netuid, WINNER);
    expect(result).toMatchObject({ mode: "commit-reveal", confirmed: true });
    expect((await chain.metagraph(netuid)).neurons[0]?.lastUpdate).toBe(result.block);
    expect(await chain.weights(netuid)).toEqual(new Map());
    const { nextBlock } = await chain.epoch(netuid);
    const commit = fake.applied.at(-1)!.extrinsic.args["commit"] as Uint8Array;
    // round = floor((now + (first_reveal_block + 3 - current) · 12 - genesis) / 3)
    const current = result.block - 1;
    const nowMs = await chain.timestampMs({ number: current, hash: await chain.blockHash(current) });
    const expected = Math.floor((nowMs + (nextBlock + 3 - current) * 12_000 - QUICKNET.genesisMs) / 3000);
    expect(result.revealRound).toBe(expected);
    expect(decodeSealedWeights(open(commit, fake.beacon.signRound(expected)))).toEqual({
      hotkey: alice.address,
      uids: [1],
      values: [65_535],
      versionKey: 0,
    });
    // Nobody can read them before the epoch in which they count.
    expect(newestRound(QUICKNET, nowMs + (nextBlock - current) * 12_000)).toBeLessThan(expected);
    fake.produce(nextBlock + 4 - fake.best.number);
    await chain.waitForBlock(nextBlock + 4);
    const at = async (number: number) => ({ number, hash: await chain.blockHash(number) });
    expect(await chain.weights(netuid, await at(nextBlock + 3))).toEqual(new Map());
    expect(await chain.weights(netuid)).toEqual(new Map([[0, WINNER]]));
    expect((await chain.metagraph(netuid)).neurons[0]?.lastUpdate).toBe(result.block);
  });

  test("behavior: the reveal round is after the chain's last one, also where the chain's clock is behind its beacon", async () => {
    const test = await bed({ commitReveal: true });
    const ahead = newestRound(QUICKNET, Date.UTC(2040, 0, 1));
    change(test, (storage) => storage.set("Drand", "LastStoredRound", [], BigInt(ahead)));
    await test.chain.waitForBlock(test.fake.best.number);
    const { revealRound } = await test.chain.setWeights(alice, test.netuid, WINNER);
    expect(revealRound).toBe(ahead + 1);
  });

  test("error: sealed weights of a subnet without epochs would never open, so none are sent", async () => {
    const test = await bed({ commitReveal: true });
    change(test, (storage) => storage.set(S, "Tempo", [test.netuid], 0));
    await test.chain.waitForBlock(test.fake.best.number);
    expect(await failureOf(test.chain.setWeights(alice, test.netuid, WINNER))).toMatchObject({
      code: "chain_rejected",
      name: "NoEpochs",
    });
    expect([weightCalls(test), test.fake.pooled]).toEqual([0, 0]);
  });

  test("error: the subnet's minimum: in plain the pallet's word, sealed nothing is sent; filled, both land", async () => {
    const filled = new Map([
      [0, 1],
      [1, 65_535],
    ]);
    for (const commitReveal of [false, true]) {
      const test = await bed({ commitReveal, weightsRateLimit: 0 });
      const { chain, netuid, fake } = test;
      change(test, (storage) => storage.set(S, "MinAllowedWeights", [netuid], 3));
      await chain.waitForBlock(fake.best.number);
      expect((await chain.hyperparameters(netuid)).minAllowedWeights).toBe(3);
      const name = "WeightVecLengthIsLow";
      expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toEqual({ code: "chain_rejected", name });
      expect(weightCalls(test)).toBe(0);
      // Two neurons are all there are: no more are wanted.
      expect((await chain.setWeights(alice, netuid, filled)).confirmed).toBe(true);
      const { nextBlock } = await chain.epoch(netuid);
      fake.produce(nextBlock + 4 - fake.best.number);
      await chain.waitForBlock(nextBlock + 4);
      expect(await chain.weights(netuid)).toEqual(new Map([[0, filled]]));
    }
  });

  test("error: a limit on one uid's part, an unknown version of commit-reveal, a permit that is gone: nothing is sealed", async () => {
    const cases = [
      ["MaxWeightExceeded", "MaxWeightsLimit", 30_000],
      ["NeuronNoValidatorPermit", "ValidatorPermit", [false, false]],
    ] as const;
    for (const [name, item, value] of cases) {
      const test = await bed({ commitReveal: true });
      change(test, (storage) => storage.set(S, item, [test.netuid], value));
      await test.chain.waitForBlock(test.fake.best.number);
      expect(await failureOf(test.chain.setWeights(alice, test.netuid, WINNER))).toEqual({
        code: "chain_rejected",
        name,
      });
      expect([weightCalls(test), test.fake.pooled]).toEqual([0, 0]);
    }
    const test = await bed({ commitReveal: true });
    change(test, (storage) => storage.set(S, "CommitRevealWeightsVersion", [], 5));
    await test.chain.waitForBlock(test.fake.best.number);
    const name = "IncorrectCommitRevealVersion";
    expect(await failureOf(test.chain.setWeights(alice, test.netuid, WINNER))).toEqual({
      code: "chain_rejected",
      name,
    });
    expect(weightCalls(test)).toBe(0);
  });

  test("error: less stake than the threshold: the pool's own word, in both modes", async () => {
    for (const commitReveal of [false, true]) {
      const test = await bed({ commitReveal });
      change(test, (storage) => storage.set(S, "StakeThreshold", [], 5001n));
      await test.chain.waitForBlock(test.fake.best.number);
      expect((await test.chain.hyperparameters(test.netuid)).stakeThresholdRao).toBe("5001");
      const name = "NotEnoughStakeToSetWeights";
      expect(await failureOf(test.chain.setWeights(alice, test.netuid, WINNER))).toEqual({
        code: "chain_rejected",
        name,
      });
    }
  });

  test("behavior: the mode is read anew at each attempt", async () => {
    const { chain, netuid, ...rest } = await bed({ weightsRateLimit: 0 });
    const flip = (enabled: boolean): void =>
      change({ chain, netuid, ...rest }, (storage) => storage.set(S, "CommitRevealWeightsEnabled", [netuid], enabled));
    const modes: string[] = [];
    for (const enabled of [true, false, true]) {
      flip(enabled);
      await chain.waitForBlock(rest.fake.best.number);
      modes.push((await chain.setWeights(alice, netuid, WINNER)).mode);
    }
    expect(modes).toEqual(["commit-reveal", "plain", "commit-reveal"]);
  });

  test("behavior: a mode that flips under way is refused by name, and nothing is set", async () => {
    const test = await bed();
    const { fake, chain, netuid, nodes } = test;
    await chain.epoch(netuid);
    const { arrived, release } = nodes[0]!.hold("author_submitExtrinsic");
    const sent = failureOf(chain.setWeights(alice, netuid, WINNER));
    await arrived;
    change(test, (storage) => storage.set(S, "CommitRevealWeightsEnabled", [netuid], true));
    release();
    expect(await sent).toEqual({ code: "chain_rejected", name: "CommitRevealEnabled" });
    expect([weightCalls(test), fake.best.storage.get<boolean>(S, "CommitRevealWeightsEnabled", netuid)]).toEqual([
      0,
      true,
    ]);
  });

  test("behavior: the version key is the subnet's own unless one is given", async () => {
    const { chain, netuid } = await bed({ versionKey: 9, weightsRateLimit: 0 });
    expect((await chain.setWeights(alice, netuid, WINNER)).confirmed).toBe(true);
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER, { versionKey: 8 }))).toEqual({
      code: "chain_rejected",
      name: "IncorrectWeightVersionKey",
    });
  });

  test.each([
    ["SettingWeightsTooFast", "chain_rate_limited"],
    ["CommittingWeightsTooFast", "chain_rate_limited"],
    ["CommitRevealEnabled", "chain_rejected"],
    ["CommitRevealDisabled", "chain_rejected"],
    ["IncorrectCommitRevealVersion", "chain_rejected"],
    ["InvalidRevealRound", "chain_rejected"],
    ["TooManyUnrevealedCommits", "chain_rejected"],
    ["HotKeyNotRegisteredInSubNet", "chain_rejected"],
    ["NotEnoughStakeToSetWeights", "chain_rejected"],
    ["NeuronNoValidatorPermit", "chain_rejected"],
    ["IncorrectWeightVersionKey", "chain_rejected"],
    ["DuplicateUids", "chain_rejected"],
    ["UidVecContainInvalidOne", "chain_rejected"],
    ["WeightVecLengthIsLow", "chain_rejected"],
  ])("error: the pallet's %s is %s", async (name, code) => {
    const test = await bed();
    test.fake.dispatchFaults.push(name);
    const failure = await failureOf(test.chain.setWeights(alice, test.netuid, WINNER));
    expect(failure).toMatchObject({ code, name });
    if (code === "chain_rate_limited") expect(failure.until).toBe(4 + 1);
    expect(weightCalls(test)).toBe(0);
  });

  test.each([
    [1, "chain_rejected", "NotEnoughStakeToSetWeights"],
    [6, "chain_rate_limited", "SettingWeightsTooFast"],
    [15, "chain_rejected", "InvalidRevealRound"],
    [19, "chain_rejected", "HotKeyNotRegisteredInSubNet"],
    [255, "chain_rejected", "BadRequest"],
    [77, "chain_rejected", "CustomError77"],
  ])("error: the pool's custom code %i is %s %s", async (custom, code, name) => {
    const { nodes, chain, netuid } = await bed();
    nodes[0]!.refusals.push({ code: 1010, message: "Invalid Transaction", data: `Custom error: ${custom}` });
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toMatchObject({ code, name });
  });

  test.each([
    [
      { code: 1010, message: "Invalid Transaction", data: "Transaction has a bad signature" },
      "chain_rejected",
      "BadProof",
    ],
    [{ code: 1016, message: "Immediately Dropped" }, "chain_stale", "PoolBusy"],
    [{ code: 1012, message: "Transaction is temporarily banned" }, "chain_stale", "PoolBusy"],
  ])("error: the pool's %j is %s %s", async (refusal, code, name) => {
    const { nodes, chain, netuid } = await bed();
    nodes[0]!.refusals.push(refusal);
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toMatchObject({ code, name });
  });

  test.each(["Transaction is outdated", "Transaction will be valid in the future"])(
    "behavior: another process took the nonce (%s): a new one is taken at the next block",
    async (data) => {
      const test = await bed();
      const { fake, nodes, chain, netuid } = test;
      nodes[0]!.refusals.push({ code: 1010, message: "Invalid Transaction", data });
      const sent = chain.setWeights(alice, netuid, WINNER);
      await until(() => nodes[0]!.refusals.length === 0);
      fake.produce();
      expect(await sent).toMatchObject({ confirmed: true });
      expect(weightCalls(test)).toBe(1);
    },
  );

  test("error: a call that no block takes expires, within the validator's doubt of 8 blocks", async () => {
    const test = await bed();
    const { fake, chain, netuid } = test;
    const { number } = await chain.head();
    fake.paused = true;
    const sent = failureOf(chain.setWeights(alice, netuid, WINNER));
    await until(() => fake.pooled === 1);
    fake.produce(7);
    expect(await sent).toEqual({ code: "chain_stale", name: "Expired" });
    expect((await chain.head()).number).toBeLessThan(number + 8);
    fake.paused = false;
    fake.produce(3);
    expect([weightCalls(test), fake.pooled]).toEqual([0, 0]);
    expect(await chain.setWeights(alice, netuid, WINNER)).toMatchObject({ confirmed: true });
    expect(weightCalls(test)).toBe(1);
  });

  test("error: with too many blocks that are not final nothing is sent", async () => {
    const test = await bed({ unfinal: 5 });
    expect(await failureOf(test.chain.setWeights(alice, test.netuid, WINNER))).toEqual({
      code: "chain_stale",
      name: "FinalityLate",
    });
    expect([weightCalls(test), test.fake.pooled]).toEqual([0, 0]);
  });

  test("behavior: a block's weights count when the block is final, and reads show final blocks only", async () => {
    const test = await bed({ unfinal: 2 });
    const { fake, chain, netuid } = test;
    const sent = chain.setWeights(alice, netuid, WINNER);
    let settled = false;
    void sent.then(() => (settled = true));
    await until(() => weightCalls(test) === 1);
    const block = fake.best.number;
    expect([settled, (await chain.head()).number < block, (await chain.weights(netuid)).size]).toEqual([
      false,
      true,
      0,
    ]);
    await expect(chain.blockHash(block)).rejects.toMatchObject({ code: "not_found" });
    fake.produce(2);
    expect(await sent).toMatchObject({ block, confirmed: true });
  });

  test("error: not set by a stranger, not of a subnet that is none, not without shares", async () => {
    const { chain, netuid } = await bed();
    expect(await failureOf(chain.setWeights(bob, netuid, new Map([[0, 1]])))).toMatchObject({
      name: "NeuronNoValidatorPermit",
    });
    await expect(chain.setWeights(alice, 7, WINNER)).rejects.toMatchObject({ code: "not_found" });
    await expect(chain.setWeights(alice, netuid, new Map())).rejects.toMatchObject({ code: "invalid_input" });
  });
});
