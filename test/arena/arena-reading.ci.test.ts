import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ArenaBook, ArenaReading, type ArenaTest } from "../../src/arena/index.ts";
import { audit } from "../../src/audit/index.ts";
import type { BlockRef } from "../../src/chain/index.ts";
import { statusOfRecords } from "../../src/cli/arena/status-of-records.ts";
import { decodeShard } from "../../src/record/index.ts";
import { contestRules, evidenceDocumentSchema } from "../../src/replay/index.ts";
import { FsStore, readDocument, shardPrefix } from "../../src/store/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { RecordedBoard } from "../../src/validator/index.ts";
import { NETUID, rules, validatorKeys, V2World } from "../audit/v2-world.ts";
import { engineOf } from "../audit/word-environment.ts";

const streamsSchema = z.looseObject({
  challengers: z.array(
    z.looseObject({
      hotkey: z.string(),
      trial: z.looseObject({
        kind: z.string(),
        evidence: z
          .looseObject({
            rounds: z.int(),
            streams: z.array(z.looseObject({ wealthMilli: z.int(), levelMilli: z.int() })),
          })
          .optional(),
      }),
    }),
  ),
});

let world: V2World;
let store: FsStore;
let book: ArenaBook;
let reading: ArenaReading;

beforeAll(async () => {
  world = await V2World.make({ blocks: 130, weightsAt: 116 });
  store = await FsStore.open(world.folder, { readOnly: true });
  book = new ArenaBook();
  reading = new ArenaReading({
    ...{ chain: world.chain, store, rules },
    onBegin: () => book.begin(),
    onState: (state) => book.take(state),
    onRound: (round) => book.addRound(round),
  });
});
afterAll(async () => {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
});

/** The evidence that a validator published, by grid block, and that af verify has recomputed. */
async function verifiedEvidence(): Promise<Map<number, z.infer<typeof streamsSchema>>> {
  const report = await audit({
    rules,
    chain: world.chain,
    stores: [store],
    seed: "test",
    python: engineOf("ok"),
    nowMs: () => 0,
  });
  expect(report).toMatchObject({ verdict: "verified", deviations: [] });
  const [{ address: hotkey }] = validatorKeys;
  const evidence = new Map<number, z.infer<typeof streamsSchema>>();
  for await (const key of store.list(shardPrefix({ netuid: NETUID, hotkey }))) {
    for (const record of decodeShard((await store.get(key))!).records) {
      if (record.kind !== "decision") continue;
      const document = await readDocument(store, NETUID, record.evidence, evidenceDocumentSchema);
      evidence.set(record.block, streamsSchema.parse(document));
    }
  }
  return evidence;
}

describe("ArenaReading", () => {
  test("default: wealth drawn is wealth of af verify, at every point of every test", async () => {
    for (let block = 10; block <= 110; block += 20) await reading.readToDecision(block);
    const evidence = await verifiedEvidence();
    let points = 0;
    for (const { id, hotkey, kind } of book.tests.filter((test: ArenaTest) => test.kind === "test")) {
      expect(kind).toBe("test");
      for (const point of book.series(id, { from: 0, limit: 2048 })!.points) {
        const { challengers } = evidence.get(point.block)!;
        const { trial } = challengers.find((one) => one.hotkey === hotkey)!;
        const sorted = (values: readonly (number | null)[]) => values.map(Number).sort((a, b) => a - b);
        expect(sorted(point.wealthMilli)).toEqual(
          sorted(trial.evidence!.streams.map(({ wealthMilli }) => wealthMilli)),
        );
        expect(sorted(point.levelMilli)).toEqual(sorted(trial.evidence!.streams.map(({ levelMilli }) => levelMilli)));
        expect(point.rounds).toBe(trial.evidence!.rounds);
        points += 1;
      }
    }
    expect(points).toBeGreaterThan(3);
  });

  test("behavior: read step by step it is what it is when read at once", async () => {
    const once = new ArenaBook();
    const all = new ArenaReading({
      ...{ chain: world.chain, store, rules },
      onBegin: () => once.begin(),
      onState: (state) => once.take(state),
      onRound: (round) => once.addRound(round),
    });
    await all.readToDecision(110);
    await reading.readToDecision(110);
    expect(all.block).toBe(reading.block);
    expect(once.tests).toEqual(book.tests);
    expect(once.rounds({ before: Infinity, limit: 50 }).items).toEqual(
      book.rounds({ before: Infinity, limit: 50 }).items,
    );
  });

  test("default: of a first reading the newest rounds that have answers are told, however long ago they were", async () => {
    await reading.readToDecision(110);
    const told: number[] = [];
    const few = new ArenaReading({
      ...{ chain: world.chain, store, rules, roundsTold: 5 },
      onBegin: () => undefined,
      onState: () => undefined,
      onRound: ({ round }) => void told.push(round),
    });
    await few.readToDecision(110);
    const newest = book.rounds({ before: Infinity, limit: 5 }).items.map(({ round }) => round);
    expect(newest).toHaveLength(5);
    expect(told).toEqual(newest.toReversed());
  });

  test("default: rounds have their answers, where they stand, and the hash that drew them", async () => {
    await reading.readToDecision(110);
    const { items } = book.rounds({ before: Infinity, limit: 50 });
    expect(items.length).toBeGreaterThan(20);
    for (const { validator, block, beacon, questions } of items) {
      expect(beacon).toBe(await world.chain.blockHash(block));
      for (const { challenge, answers } of questions) {
        for (const { hotkey, seq, line, score } of answers) {
          const key = `${shardPrefix({ netuid: NETUID, hotkey: validator })}${String(seq).padStart(10, "0")}.ndjson.gz`;
          expect(decodeShard((await store.get(key))!).records[line - 2]).toMatchObject({
            kind: "rollout",
            challenge,
            hotkey,
            score,
          });
        }
      }
    }
  });

  test("default: a status out of records is of one block, whoever has left since", async () => {
    const board = new RecordedBoard({ rules, store, log: silentLogger });
    const read = new ArenaReading({
      ...{ chain: world.chain, store, rules },
      onBegin: () => board.begin(),
      onState: () => undefined,
      onRound: () => undefined,
      onShard: (shard) => board.add(shard),
    });
    await read.readToDecision(110);
    const head = await world.chain.head();
    // At the head nobody is left: the demo's models leave with their season.
    const chain = Object.assign(Object.create(world.chain) as typeof world.chain, {
      metagraph: async (netuid: number, at: BlockRef) => {
        const then = await world.chain.metagraph(netuid, at);
        const neurons = then.neurons.filter(({ validatorPermit }) => validatorPermit);
        return at.number === head.number ? { ...then, neurons } : then;
      },
    });
    const network = { endpoint: "ws://node.test", netuid: NETUID };
    const status = await statusOfRecords({ network, chain, rules, reading: read, board, head });
    expect(status.chain.block).toBe(read.block);
    expect(status.chain.block).toBeLessThan(head.number);
    expect(status.contest!.block).toBe(read.block);
    expect(status.champion).not.toBeNull();
    expect(status.champion!.hotkey).toBe(status.contest!.champion!.hotkey);
    expect(status.leaderboard.filter(({ champion }) => champion).map(({ hotkey }) => hotkey)).toEqual([
      status.champion!.hotkey,
    ]);
    expect(status.leaderboard.length).toBeGreaterThan(1);
  });

  test("error: under affine-v1 there is no contest to look at", () => {
    const v1 = contestRules({ netuid: NETUID, mechanism: "affine-v1", environments: [{ name: "SAT" }] });
    const none = () => undefined;
    expect(
      () => new ArenaReading({ chain: world.chain, store, rules: v1, onBegin: none, onState: none, onRound: none }),
    ).toThrow("no contest");
  });
});
