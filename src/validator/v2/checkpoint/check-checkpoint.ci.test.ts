import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NETUID, rules, V2World, validatorKeys } from "../../../../test/audit/v2-world.ts";
import { ContestDriver, participants, readParticipants, rulesHash, StoreShards } from "../../../replay/index.ts";
import { FsStore } from "../../../store/index.ts";
import { BlockHashes } from "../block-hashes.ts";
import { ChainFetch } from "../replay-fetch.ts";
import { checkCheckpoint } from "./check-checkpoint.ts";
import type { ContestCheckpoint } from "./contest-checkpoint.ts";

const LAST_BLOCK = 140;
const nothing = (): undefined => undefined;

let world: V2World;
let store: FsStore;
beforeAll(async () => {
  world = await V2World.make({ blocks: LAST_BLOCK + 20, weightsAt: LAST_BLOCK });
  store = await FsStore.open(world.folder, { readOnly: true });
});
afterAll(async () => {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
});

/** As a validator has it that followed the network block by block up to one. */
async function checkpointAt(block: number): Promise<ContestCheckpoint> {
  const { chain } = world;
  const head = { number: block, hash: await chain.blockHash(block) };
  const view = await readParticipants(chain, NETUID, head);
  const { roundBlocks } = rules;
  const driver = new ContestDriver({
    rules,
    present: participants(view, rules.champion!),
    self: validatorKeys[0].address,
    validators: validatorKeys.map(({ address }) => address),
    fetch: new ChainFetch({
      ...{ netuid: NETUID, roundBlocks, hashes: new BlockHashes(chain), headBlock: () => block, stores: [store] },
    }),
    source: (_, from) => new StoreShards(store, NETUID, nothing, from),
  });
  for (let at = 1; at <= block; at += 1) {
    await driver.read(at);
    await driver.advanceTo(at);
  }
  const snapshot = driver.replay.snapshot!.record;
  const text = JSON.stringify({
    ...{ v: 1, code: "c".repeat(64), rules: rulesHash(rules), netuid: NETUID, hotkey: validatorKeys[0].address },
    ...{ block: driver.state!.block, chain: { block: snapshot.block, hash: snapshot.hash } },
    ...{ contest: driver.save(), memory: null, votingShares: [], window: [] },
  });
  return JSON.parse(text) as ContestCheckpoint;
}

describe("checking a checkpoint from the beginning", () => {
  test("default: one that was made block by block follows from the records, byte for byte", async () => {
    const checkpoint = await checkpointAt(LAST_BLOCK);
    const checked = await checkCheckpoint(checkpoint, { chain: world.chain, store, rules });
    expect(checked).toMatchObject({ isRight: true, differing: [] });
    expect(checked.shards).toBeGreaterThan(150);
    expect(JSON.parse(JSON.stringify(checked.recomputed!.contest))).toEqual(checkpoint.contest);
    expect(checked.recomputed).toMatchObject({ block: checkpoint.block, chain: checkpoint.chain });
  });

  test("error: a champion that nobody crowned, a test that went otherwise, a place that was not reached", async () => {
    const honest = await checkpointAt(LAST_BLOCK);
    const differing = async (change: (contest: Record<string, never>) => void): Promise<readonly string[]> => {
      const forged = structuredClone(honest);
      change(forged.contest as unknown as Record<string, never>);
      const { isRight, differing: parts } = await checkCheckpoint(forged, { chain: world.chain, store, rules });
      expect(isRight).toBe(false);
      return parts;
    };
    type Open = { replay: { contest: { champion: { contender: { hotkey: string } }; reign: number } } };
    expect(
      await differing((contest) => {
        (contest as unknown as Open).replay.contest.champion.contender.hotkey = "5Forger";
      }),
    ).toEqual(["contest"]);
    expect(
      await differing((contest) => {
        (contest as unknown as Open).replay.contest.reign += 1;
      }),
    ).toEqual(["contest"]);
    const positions = await differing((contest) => {
      const places = (contest as unknown as { positions: [string, { last: { hash: string } }][] }).positions;
      places[0]![1].last.hash = "0".repeat(64);
    });
    expect(positions).toEqual(["positions"]);
    const about = { chain: world.chain, store, rules };
    const block = await checkCheckpoint({ ...honest, block: 1_000_000_000 }, about);
    expect(block).toMatchObject({ isRight: false, differing: ["block"], recomputed: { block: honest.block } });
    const hash = await checkCheckpoint({ ...honest, chain: { ...honest.chain!, hash: "f".repeat(64) } }, about);
    expect(hash).toMatchObject({ isRight: false, differing: ["chain"] });
  });

  test("error: of another network, or of a chain that is not there yet", async () => {
    const checkpoint = await checkpointAt(40);
    const about = { chain: world.chain, store, rules };
    await expect(checkCheckpoint({ ...checkpoint, netuid: 121 }, about)).rejects.toMatchObject({
      code: "invalid_input",
    });
    const ahead = { ...checkpoint, contest: { ...checkpoint.contest, lastScheduled: 1_000_000 } };
    await expect(checkCheckpoint(ahead, about)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
