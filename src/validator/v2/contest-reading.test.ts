import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ContestDriver, contestRules, StoreShards } from "../../replay/index.ts";
import { FsStore } from "../../store/index.ts";
import { silentLogger } from "../../telemetry/index.ts";
import { keyFromUri } from "../../wallet/index.ts";
import { Alarms } from "../alarms.ts";
import { BlockHashes } from "./block-hashes.ts";
import { ContestReading } from "./contest-reading.ts";
import { ChainFetch } from "./replay-fetch.ts";

const rules = contestRules({
  netuid: 120,
  roundBlocks: 1,
  environments: [{ name: "SAT" }],
  champion: { deadlineBlocks: 8, gridBlocks: 4 },
});
const hotkey = keyFromUri("//validator").address;
const nothing = (): undefined => undefined;

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "affine-reading-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function reading(draftedBlock: () => number | null, alarms: Alarms): Promise<ContestReading> {
  const store = await FsStore.open(folder);
  return new ContestReading({
    champion: rules.champion!,
    hotkey,
    alarms,
    log: silentLogger,
    draftedBlock,
    newDriver: (validators) => ({
      heads: () => [],
      driver: new ContestDriver({
        rules,
        present: [],
        self: hotkey,
        validators,
        fetch: new ChainFetch({
          netuid: rules.netuid,
          roundBlocks: 1,
          hashes: new BlockHashes({ blockHash: () => Promise.resolve(`0x${"0".repeat(64)}` as const) }),
          headBlock: () => 100,
          stores: [store],
        }),
        source: () => new StoreShards(store, rules.netuid, nothing),
      }),
    }),
  });
}

const { signal } = new AbortController();

test("default: everything up to the head is decided that can be", async () => {
  const follows = await reading(() => null, new Alarms(() => 0, nothing));
  await follows.pass(30, signal);
  // Whose records there are is not known before the chain was looked at.
  expect(follows.replay).toBeUndefined();
  follows.addValidators([hotkey], new Set([hotkey]));
  await follows.pass(30, signal);
  expect(follows.progress).toBeNull();
  expect(follows.replay?.lastScheduled).toBe(30);
  await follows.pass(31, signal);
  await follows.advance(31);
  expect(follows.replay?.lastScheduled).toBe(31);
});

test("behavior: nothing is decided past a shard of our own that still waits for its signature", async () => {
  let drafted: number | null = 20;
  const alarms = new Alarms(() => 0, nothing);
  const follows = await reading(() => drafted, alarms);
  follows.addValidators([hotkey], new Set([hotkey]));
  await follows.pass(40, signal);
  // What was sealed by block 19 is complete, and decides what lies a deadline before, and the time for disputes and for
  // what is on its way; the schedule is two deadlines ahead of that.
  expect(follows.replay?.lastScheduled).toBe(19 + 8 - 4);
  await follows.advance(41);
  expect(follows.replay?.lastScheduled).toBe(19 + 8 - 4);
  expect(alarms.list().map(({ code }) => code)).toEqual(["peers_behind"]);
  expect(alarms.list()[0]?.message).toContain("not signed and stored yet");
  drafted = null;
  await follows.pass(41, signal);
  await follows.advance(41);
  expect(follows.replay?.lastScheduled).toBe(41);
  expect(alarms.list()).toEqual([]);
});
