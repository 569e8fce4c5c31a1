import { describe, expect, test } from "vitest";
import { QUICKNET } from "../../../src/chain/timelock/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { codecsOf } from "../../../src/chain/subtensor/runtime/codecs.ts";
import { findDrift } from "../../../src/chain/subtensor/runtime/drift.ts";
import { RUNTIMES } from "../metadata/index.ts";
import { alice, bedOn, bob, change, failureOf, WINNER } from "./bed.ts";

setLogLevel("silent");

/** Runtimes that differ from the one this was written for. Against FAKE nodes: see fake-chain.ts. */
describe.each(RUNTIMES)("drift (fake nodes), $name", (runtime) => {
  const bed = bedOn(runtime);

  test("behavior: an upgrade under way is noticed, and calls are signed for the new version", async () => {
    const { fake, chain, netuid } = await bed({ weightsRateLimit: 0 });
    expect(await chain.setWeights(alice, netuid, WINNER)).toMatchObject({ confirmed: true });
    fake.upgrade(425);
    fake.produce(2);
    await chain.waitForBlock(fake.best.number);
    expect(await chain.setWeights(alice, netuid, WINNER)).toMatchObject({ confirmed: true });
  });

  test("error: a call whose shape changed is not made; the others are, and everything is read", async () => {
    const { fake, nodes, chain, netuid } = await bed();
    fake.upgrade(426, { text: "version_key", by: "versionskey" });
    fake.produce();
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toEqual({
      code: "chain_decode",
      name: "CallChanged",
    });
    expect(nodes[0]!.requests).not.toContain("author_submitExtrinsic");
    expect((await chain.metagraph(netuid)).neurons).toHaveLength(2);
    expect((await chain.setCommitment(bob, netuid, "still possible")).number).toBeGreaterThan(0);
  });

  test("error: metadata that give a known call another's index are no ground to sign: it would be that other call", async () => {
    const honest = await codecsOf(runtime.raw);
    expect(findDrift(honest)).toEqual([]);
    const pallets = honest.metadata.pallets.map((one) => (one.name === "SubtensorModule" ? { ...one, index: 5 } : one));
    const drifts = findDrift({ ...honest, metadata: { ...honest.metadata, pallets } });
    expect(drifts.map(({ name, found }) => [name, found?.split(" ")[0]])).toEqual([
      ["set_weights", "5.0"],
      ["commit_timelocked_weights", "5.113"],
    ]);
  });

  test("error: a storage item that is gone is chain_decode where it is read, and only there", async () => {
    const { fake, chain, netuid } = await bed();
    fake.upgrade(427, { text: "PendingEpochAt", by: "PendingEpochIn" });
    fake.produce();
    await chain.waitForBlock(fake.best.number);
    expect((await failureOf(chain.epoch(netuid))).code).toBe("chain_decode");
    expect((await chain.hyperparameters(netuid)).tempo).toBe(20);
    // The runtime of a past block reads as it was.
    const before = fake.blocks.at(-2)!;
    expect((await chain.epoch(netuid, { number: before.number, hash: before.hash })).index).toBe(0);
  });

  test("behavior: without a version of commit-reveal plain weights go on, and commits are refused by name", async () => {
    const test = await bed({ weightsRateLimit: 0 });
    const { fake, chain, netuid } = test;
    fake.upgrade(429, { text: "CommitRevealWeightsVersion", by: "CommitRevealWeightsEdition" });
    fake.produce();
    await chain.waitForBlock(fake.best.number);
    expect((await chain.hyperparameters(netuid)).commitReveal).toEqual({ enabled: false, version: 0, periodEpochs: 1 });
    expect(await chain.setWeights(alice, netuid, WINNER)).toMatchObject({ mode: "plain", confirmed: true });
    change(test, (storage) => storage.set("SubtensorModule", "CommitRevealWeightsEnabled", [netuid], true));
    await chain.waitForBlock(fake.best.number);
    const name = "IncorrectCommitRevealVersion";
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toEqual({ code: "chain_rejected", name });
  });

  test.each(["MinAllowedWeights", "StakeThreshold", "ImmunityPeriod", "WeightsVersionKey", "WeightsSetRateLimit"])(
    "behavior: a limit that a runtime has no more (%s) limits nothing",
    async (item) => {
      const { fake, chain, netuid } = await bed();
      fake.upgrade(430, { text: item, by: item.replace(/.$/, "_") });
      fake.produce();
      await chain.waitForBlock(fake.best.number);
      expect(await chain.setWeights(alice, netuid, WINNER)).toMatchObject({ confirmed: true });
    },
  );

  test("behavior: a runtime without Aura: the pace of blocks is measured, and seals open when they should", async () => {
    const { fake, chain, netuid } = await bed({ commitReveal: true, tempo: 30 });
    fake.upgrade(431, { text: "Aura", by: "Bora" });
    fake.produce(2);
    await chain.waitForBlock(fake.best.number);
    const { revealRound, block } = await chain.setWeights(alice, netuid, WINNER);
    const { nextBlock } = await chain.epoch(netuid);
    const current = block - 1;
    const nowMs = await chain.timestampMs({ number: current, hash: await chain.blockHash(current) });
    const untilMs = nowMs + (nextBlock + 3 - current) * 12_000;
    expect(revealRound).toBe(Math.floor((untilMs - QUICKNET.genesisMs) / 3000));
    await chain.setRevealCommitment(bob, netuid, "sealed", { blocksUntilReveal: 3 });
    fake.produce(Math.max(6, nextBlock + 5 - fake.best.number));
    await chain.waitForBlock(fake.best.number);
    expect((await chain.revealedCommitments(netuid)).get(bob.address)?.map(({ text }) => text)).toEqual(["sealed"]);
    expect(await chain.weights(netuid)).toEqual(new Map([[0, WINNER]]));
  });

  test("error: a transaction extension that is not known is not guessed", async () => {
    const { fake, chain, netuid } = await bed();
    fake.upgrade(428, { text: "CheckMetadataHash", by: "CheckMetadataHush" });
    fake.produce();
    await chain.waitForBlock(fake.best.number);
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toEqual({
      code: "chain_decode",
      name: "UnknownExtension",
    });
  });
});
