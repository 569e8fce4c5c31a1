import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  NETUID,
  otherKey,
  RULES,
  sampleRecord,
  validatorKey,
} from "../../../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../../../test/integration/records/temporary-folder.ts";
import { AffineError } from "../../../core/index.ts";
import { WriteGate } from "../../../io/index.ts";
import { shardMessage } from "../../../record/index.ts";
import { FsStore, RecordLog, shardKey, ShardReader, type ReadPosition, type Store } from "../../../store/index.ts";
import { silentLogger } from "../../../telemetry/index.ts";
import { Alarms } from "../../alarms.ts";
import { CheckpointFile } from "./checkpoint-file.ts";
import type { ContestCheckpoint } from "./contest-checkpoint.ts";
import { ContestCheckpoints } from "./contest-checkpoints.ts";

const hotkey = validatorKey.address;
const owner = { code: "c".repeat(64), rules: RULES, netuid: NETUID, hotkey };
const hashOf = (block: number): `0x${string}` => `0x${block.toString(16).padStart(64, "0")}`;

/** Writes shards of a validator into a folder; where a reader stands behind the last. */
async function write(folder: string, key: typeof validatorKey, records: number): Promise<ReadPosition> {
  const log = await RecordLog.open({
    ...{ folder, netuid: NETUID, hotkey: key.address, rules: RULES, sealEvery: { records: 1 } },
    signHeader: (header) => key.sign(shardMessage(header)),
  });
  for (let number = 0; number < records; number += 1) {
    await log.append(sampleRecord(number));
    await log.seal();
  }
  await log.close();
  const reader = new ShardReader(await FsStore.open(folder), { netuid: NETUID, hotkey: key.address });
  for await (const found of reader.walk()) expect(found.kind).toBe("shard");
  return reader.position;
}

async function bed() {
  const folder = await temporaryFolder();
  const peers = join(folder, "peers");
  const own = await write(join(folder, "own"), validatorKey, 3);
  const peer = await write(peers, otherKey, 2);
  const alarms = new Alarms(
    () => 0,
    () => undefined,
  );
  const path = join(folder, "contest.checkpoint");
  const file = new CheckpointFile(path, owner);
  const checkpoint = {
    ...{ v: 1, ...owner, block: 100, chain: { block: 95, hash: hashOf(95) }, votingShares: [], window: [] },
    contest: {
      ...{ lastScheduled: 110, roots: [], validators: [hotkey, otherKey.address] },
      positions: [
        [hotkey, own],
        [otherKey.address, peer],
      ],
    },
    memory: null,
  } as unknown as ContestCheckpoint;
  const chain = {
    head: () => Promise.resolve({ number: 120, hash: hashOf(120) }),
    blockHash: (block: number) => Promise.resolve(hashOf(block)),
  };
  const gate = new WriteGate(folder);
  const open = async (more: { chain?: typeof chain; store?: Store; fromGenesis?: boolean } = {}) => {
    const checkpoints = await ContestCheckpoints.open({
      ...{ path, owner, everyBlocks: 10, fromGenesis: false, chain, alarms, log: silentLogger, gate },
      ownStore: await FsStore.open(join(folder, "own")),
      store: await FsStore.open(peers),
      ...more,
    });
    onTestFinished(() => checkpoints.close());
    return checkpoints;
  };
  const told = (): string | undefined => alarms.list().find(({ code }) => code === "checkpoint")?.message;
  return { folder, peers, path, file, checkpoint, chain, open, alarms, told, gate };
}

describe("going on from a checkpoint", () => {
  test("default: one of our own, whose chain and records are there as it has read them", async () => {
    const { file, checkpoint, open, told } = await bed();
    await file.write(JSON.stringify(checkpoint));
    const checkpoints = await open();
    expect(checkpoints.saved).toEqual(checkpoint);
    expect(await checkpoints.confirmed()).toEqual(checkpoint);
    expect(told()).toBeUndefined();
  });

  test("behavior: none is there, or is not wanted: from the beginning, without an alarm", async () => {
    const { file, checkpoint, open, told } = await bed();
    expect((await open()).saved).toBeUndefined();
    await file.write(JSON.stringify(checkpoint));
    const checkpoints = await open({ fromGenesis: true });
    expect([checkpoints.saved, await checkpoints.confirmed()]).toEqual([undefined, undefined]);
    expect(told()).toBeUndefined();
  });

  test.each<[string, Partial<ContestCheckpoint>, RegExp]>([
    ["a head of the chain that lies before it", { block: 500 }, /stale: it is of block 500.*head is 120/],
    ["another chain", { chain: { block: 95, hash: hashOf(96) } }, /stale: block 95 of the chain is another/],
  ])("error: %s", async (_, change, message) => {
    const { file, checkpoint, open, told } = await bed();
    await file.write(JSON.stringify({ ...checkpoint, ...change }));
    const checkpoints = await open();
    expect(await checkpoints.confirmed()).toBeUndefined();
    expect(told()).toMatch(message);
    expect(told()).toContain("read from the beginning");
  });

  test("behavior: a block that the chain no longer shows says nothing; a chain that is away is asked again", async () => {
    const { file, checkpoint, open, chain } = await bed();
    await file.write(JSON.stringify(checkpoint));
    const gone = { ...chain, blockHash: () => Promise.reject(new AffineError("not_found", "pruned")) };
    expect(await (await open({ chain: gone })).confirmed()).toEqual(checkpoint);
    const away = { ...chain, head: () => Promise.reject(new AffineError("chain_transport", "away")) };
    const checkpoints = await open({ chain: away });
    await expect(checkpoints.confirmed()).rejects.toMatchObject({ code: "chain_transport" });
    expect(checkpoints.saved).toEqual(checkpoint);
  });

  test("error: our own records end before it, or are others", async () => {
    const { folder, file, checkpoint, open, told } = await bed();
    await file.write(JSON.stringify(checkpoint));
    await rm(join(folder, "own", shardKey({ netuid: NETUID, hotkey, seq: 2 })));
    expect((await open()).saved).toBeUndefined();
    expect(told()).toMatch(/stale: our own records end before shard 2/);
    const other = structuredClone(checkpoint) as unknown as { contest: { positions: [string, ReadPosition][] } };
    Object.assign(other.contest.positions[0]![1].last!, { seq: 1 });
    await file.write(JSON.stringify(other));
    expect((await open()).saved).toBeUndefined();
    expect(told()).toMatch(/stale: shard 1 of our own records is another one/);
  });

  test("error: a peer that shows another chain than was read; one that shows nothing is not doubted", async () => {
    const { peers, file, checkpoint, open, told } = await bed();
    await file.write(JSON.stringify(checkpoint));
    const last = join(peers, shardKey({ netuid: NETUID, hotkey: otherKey.address, seq: 1 }));
    await rm(last);
    expect(await (await open()).confirmed()).toEqual(checkpoint);
    expect(told()).toBeUndefined();
    await rm(peers, { recursive: true });
    await write(peers, otherKey, 1);
    const other = structuredClone(checkpoint) as unknown as { contest: { positions: [string, ReadPosition][] } };
    Object.assign(other.contest.positions[1]![1].last!, { seq: 0 });
    await file.write(JSON.stringify(other));
    expect(await (await open()).confirmed()).toBeUndefined();
    expect(told()).toMatch(/stale: shard 0 of .* is another one/);
  });
});

describe("keeping checkpoints", () => {
  test("behavior: one is taken when it is time, and written once all that it decided is published", async () => {
    const { file, checkpoint, open } = await bed();
    const checkpoints = await open();
    const taken: number[] = [];
    const at = (block: number) => () => {
      taken.push(block);
      return { ...checkpoint, block };
    };
    checkpoints.look({ decidedBlock: 100, heldBlock: 95 }, at(100));
    checkpoints.look({ decidedBlock: 105, heldBlock: 100 }, at(105));
    await checkpoints.close();
    expect(await file.read()).toBeUndefined();
    checkpoints.look({ decidedBlock: 115, heldBlock: 105 }, at(115));
    await checkpoints.close();
    expect(await file.read()).toMatchObject({ block: 100 });
    checkpoints.look({ decidedBlock: 115, heldBlock: Infinity }, at(115));
    await checkpoints.close();
    expect(await file.read()).toMatchObject({ block: 115 });
    expect(taken).toEqual([100, 115]);
  });

  test("behavior: behind a closed gate none is taken", async () => {
    const { file, checkpoint, open, told, gate } = await bed();
    const checkpoints = await open();
    await gate.close();
    checkpoints.look({ decidedBlock: 100, heldBlock: Infinity }, () => checkpoint);
    await checkpoints.close();
    expect(await file.read()).toBeUndefined();
    expect(told()).toBeUndefined();
  });

  test("error: one that is more than a text can hold is told, and stops nothing", async () => {
    const { file, checkpoint, open, told } = await bed();
    const checkpoints = await open();
    checkpoints.look({ decidedBlock: 100, heldBlock: Infinity }, () => {
      throw new RangeError("Invalid string length");
    });
    expect(told()).toContain("Invalid string length");
    checkpoints.look({ decidedBlock: 105, heldBlock: Infinity }, () => checkpoint);
    await checkpoints.close();
    expect(await file.read()).toBeUndefined();
    checkpoints.look({ decidedBlock: 110, heldBlock: Infinity }, () => checkpoint);
    await checkpoints.close();
    expect(told()).toBeUndefined();
    expect(await file.read()).toMatchObject({ block: 100 });
  });

  test("error: one that cannot be written is told, and the next one tries again", async () => {
    const { folder, path, checkpoint, open, told } = await bed();
    const checkpoints = await open();
    // A folder stands in its place.
    await mkdir(join(path, "below"), { recursive: true });
    checkpoints.look({ decidedBlock: 100, heldBlock: Infinity }, () => checkpoint);
    await checkpoints.close();
    expect(told()).toContain("No checkpoint of the contest could be written");
    await rm(path, { recursive: true });
    checkpoints.look({ decidedBlock: 110, heldBlock: Infinity }, () => checkpoint);
    await checkpoints.close();
    expect(told()).toBeUndefined();
    expect(await new CheckpointFile(path, owner).read()).toMatchObject({ block: 100 });
    await rm(folder, { recursive: true });
  });
});
