import {
  ContestDriver,
  evidenceDocument,
  evidenceHash,
  StoreShards,
  type SavedDriver,
} from "../../src/replay/index.ts";
import { rosterDocumentSchema } from "../../src/record/index.ts";
import { FsStore, readDocument } from "../../src/store/index.ts";
import { CONTEST_NETUID, contestWorld } from "./long-contest.ts";
import { peakMemoryMiB } from "../peak-memory.ts";

/** What one reading of a contest, alone in its process, took. */
export interface ContestReading {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly maxRssMiB: number;
  /** Hash of what was decided last. */
  readonly evidence: string;
  readonly checkpointBytes: number;
  /** Median milliseconds of a block's shards, read and decided by a reader that follows. */
  readonly blockMs: number;
  /** Milliseconds from a checkpoint's text to the same decision. */
  readonly resumeMs: number;
}

/** The last blocks, which are followed one by one. */
const FOLLOWED_BLOCKS = 100;

const [folder = "", records = "", head = ""] = process.argv.slice(2);
const headBlock = Number(head);
const world = contestWorld(Number(records));
const store = await FsStore.open(folder, { readOnly: true });
let evidence = "";
let seen = headBlock - FOLLOWED_BLOCKS;

function open(saved?: SavedDriver): ContestDriver {
  return new ContestDriver({
    rules: world.rules,
    present: world.participants(headBlock),
    validators: world.participants(headBlock).map(({ hotkey }) => hotkey),
    saved,
    fetch: {
      beacon: (block) => world.beacon(block),
      fetchBeacon: () => Promise.resolve(false),
      roster: (hash) => readDocument(store, CONTEST_NETUID, hash, rosterDocumentSchema),
    },
    source: (_, from) => new StoreShards(store, CONTEST_NETUID, (problem) => fail(problem.message), from),
    onState: (state) => (evidence = evidenceHash(evidenceDocument(CONTEST_NETUID, state))),
  });
}

function fail(message: string): never {
  throw new Error(message);
}

const started = performance.now();
const driver = open();
// A stretch of blocks after the other, as whoever catches up reads.
for (let until = 500; until < seen; until += 500) {
  await driver.read(until);
  await driver.advanceTo(until);
}
await driver.read(seen);
await driver.advanceTo(seen);
const seconds = (performance.now() - started) / 1000;
const { userCPUTime, systemCPUTime } = process.resourceUsage();

const blocks: number[] = [];
for (seen += 2; seen < headBlock; seen += 2) {
  const at = performance.now();
  await driver.read(seen);
  await driver.advanceTo(seen);
  blocks.push(performance.now() - at);
}
// The last one that was followed.
seen -= 2;
const decided = evidence;
const text = JSON.stringify(driver.save());
const at = performance.now();
const resumed = open(JSON.parse(text) as SavedDriver);
await resumed.read(seen);
await resumed.advanceTo(seen);
const resumeMs = performance.now() - at;
if (resumed.replay.lastScheduled !== driver.replay.lastScheduled || JSON.stringify(resumed.save()) !== text) {
  fail("The contest that went on from the checkpoint is another one.");
}
const told: ContestReading = {
  seconds,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  maxRssMiB: peakMemoryMiB(),
  evidence: decided,
  checkpointBytes: text.length,
  blockMs: blocks.sort((a, b) => a - b)[blocks.length >> 1] ?? 0,
  resumeMs,
};
process.stdout.write(`${JSON.stringify(told)}\n`);
