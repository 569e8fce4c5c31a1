import { readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, verdictError, type AuditOptions, type AuditReport, type Deviation } from "../../src/audit/index.ts";
import { challengeId, questionSeed } from "../../src/core/index.ts";
import type { LocalChain } from "../../src/chain/index.ts";
import { rulesHash } from "../../src/replay/index.ts";
import type { ChainRecord, DecisionRecord, RolloutRecord, ShardRecord } from "../../src/record/index.ts";
import { FsStore } from "../../src/store/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { Forger, canonical, type Fields } from "./forgeries/forger.ts";
import { copyOf, TamperedChain } from "./tamper.ts";
import { minerKeys, NETUID, rules, validatorKeys, V2World, type Cheat } from "./v2-world.ts";
import { engineOf } from "./word-environment.ts";

const [alice, bob, carol] = validatorKeys;
const ourRules = rulesHash(rules);

async function verify(
  { chain, folder }: { chain: LocalChain; folder: string },
  change: Partial<AuditOptions> = {},
): Promise<AuditReport> {
  const stores = [await FsStore.open(folder, { readOnly: true })];
  return audit({ rules, chain, stores, seed: "test", python: engineOf("ok"), nowMs: () => 0, ...change });
}

async function dispose(world: V2World): Promise<void> {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
}

const told = ({ deviations }: AuditReport): Pick<Deviation, "code" | "validator">[] =>
  deviations.map(({ code, validator }) => ({ code, validator }));

describe("three honest validators that set weights before there was a champion, and never again", () => {
  let world: V2World;
  beforeAll(async () => (world = await V2World.make({ blocks: 200, weightsAt: 12 })));
  afterAll(() => dispose(world));

  test("error: the weights are stale, whoever set them, with what the record says now", async () => {
    const report = await verify(world);
    expect(world.driver.contest.champion).not.toBeNull();
    expect(verdictError(report)?.exitCode).toBe(1);
    expect(told(report)).toEqual(
      [alice, bob, carol]
        .map(({ address }) => ({ code: "stale_weights", validator: address }))
        .sort((a, b) => (a.validator < b.validator ? -1 : 1)),
    );
    for (const { evidence } of report.deviations) {
      expect(evidence["setAtBlock"]).toBeLessThan(20);
      expect(evidence).toMatchObject({ onChain: "0:65535", champion: world.driver.contest.champion!.hotkey });
      // An epoch of 100 blocks, and 50.
      expect(evidence["allowedBlocks"]).toBe(150);
      expect(evidence["recomputed"]).not.toBe("0:65535");
    }
  });

  test("edge: weights as old that are still what follows stand", async () => {
    const { neurons } = await world.chain.metagraph(NETUID);
    const uidOf = (hotkey: string): number | undefined => neurons.find((neuron) => neuron.hotkey === hotkey)?.uid;
    const right = world.driver.weights({ uidOf, block: 200 });
    const early = Math.max(...neurons.map(({ lastUpdate }) => lastUpdate));
    const champion = world.driver.contest.champion!;
    // Set when the champion was crowned, and not again.
    const crownedAt = world.driver.contest.crowns.at(-1)?.block ?? early;
    expect(200 - crownedAt).toBeGreaterThan(0);
    const chain = new Proxy(world.chain, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (name === "weights") {
          return async (...at: Parameters<LocalChain["weights"]>) =>
            new Map([...(await target.weights(...at))].map(([uid]) => [uid, right]));
        }
        if (name === "metagraph") {
          return async (...at: Parameters<LocalChain["metagraph"]>) => {
            const graph = await target.metagraph(...at);
            const lastUpdate = Math.max(49, crownedAt);
            return {
              ...graph,
              neurons: graph.neurons.map((one) => (one.validatorPermit ? { ...one, lastUpdate } : one)),
            };
          };
        }
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const report = await verify(world, { chain });
    expect(report.deviations.filter(({ code }) => code === "stale_weights")).toEqual([]);
    expect(report.decision?.champion?.hotkey).toBe(champion.hotkey);
  });

  test("error: a stranger's and one validator's word about another's shards is laid at their own door", async () => {
    const folder = await copyOf(world.folder, { documents: true });
    const liar = new Forger(folder, NETUID, carol);
    const seq = (await liar.count()) - 1;
    const madeUp = { hotkey: alice.address, seq: 4242, hash: "ab".repeat(32) };
    await liar.forge(seq, ({ header }) => {
      const heads = (header["heads"] as Fields[]).filter(({ hotkey }) => hotkey !== alice.address);
      heads.push(madeUp);
      return { header: { ...header, heads: heads.sort((a, b) => (a["hotkey"]! < b["hotkey"]! ? -1 : 1)) } };
    });
    const report = await verify({ chain: world.chain, folder });
    expect(verdictError(report)?.exitCode).toBe(1);
    expect(told(report).filter(({ code }) => code !== "stale_weights")).toEqual([
      { code: "unproven_head", validator: carol.address },
    ]);
    expect(report.deviations.find(({ code }) => code === "unproven_head")).toMatchObject({
      record: liar.keyOf(seq),
      evidence: { of: alice.address, witnessedHash: madeUp.hash, shownHash: null },
    });
  });

  test("error: another hash of a shard that is there accuses nobody but the one that signed it", async () => {
    const folder = await copyOf(world.folder, { documents: true });
    const liar = new Forger(folder, NETUID, carol);
    const seq = (await liar.count()) - 1;
    await liar.forge(seq, ({ header }) => {
      const heads = (header["heads"] as Fields[]).map((head) =>
        head["hotkey"] === alice.address ? { ...head, hash: "cd".repeat(32) } : head,
      );
      return { header: { ...header, heads } };
    });
    for (const chain of [world.chain, null]) {
      const report = await verify({ chain: world.chain, folder }, { chain });
      expect(told(report).filter(({ code }) => code !== "stale_weights")).toEqual([
        { code: "unproven_head", validator: carol.address },
      ]);
    }
  });

  test("error: what a validator announced itself is its own word, whoever else saw it", async () => {
    const folder = await copyOf(world.folder, { documents: true });
    const newest = (await new TamperedChain(folder, NETUID, carol).shards()).at(-1)!;
    const liar = new Forger(folder, NETUID, bob);
    await liar.forge((await liar.count()) - 1, ({ header }) => {
      const heads = (header["heads"] as Fields[]).filter(({ hotkey }) => hotkey !== carol.address);
      heads.push({ hotkey: carol.address, seq: newest.header.seq + 1, hash: "ab".repeat(32) });
      return { header: { ...header, heads: heads.sort((a, b) => (a["hotkey"]! < b["hotkey"]! ? -1 : 1)) } };
    });
    const chain = new Proxy(world.chain, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (name === "commitments") {
          const head = { seq: newest.header.seq + 1, hash: "ef".repeat(32) };
          const text = JSON.stringify({ affine: 1, records: "https://records.example.org/", head });
          return async (...at: Parameters<LocalChain["commitments"]>) =>
            new Map([...(await target.commitments(...at)), [carol.address, { block: 190, text }]]);
        }
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const report = await verify({ chain: world.chain, folder }, { chain });
    const about = told(report).filter(({ code }) => code === "withheld_shard" || code === "unproven_head");
    expect(about).not.toEqual([]);
    expect(about.every(({ code, validator }) => code === "withheld_shard" && validator === carol.address)).toBe(true);
  });

  test("behavior: a decision that stood in a damaged shard is told below that shard, and nowhere else", async () => {
    const seqs: number[] = [];
    const whole = new Forger(world.folder, NETUID, carol);
    for (let seq = 0; seq < (await whole.count()); seq += 1) {
      if ((await whole.read(seq)).records.some(({ kind }) => kind === "decision")) seqs.push(seq);
    }
    expect(seqs.length).toBeGreaterThan(2);
    for (const seq of [seqs[0]!, seqs[seqs.length >> 1]!, seqs.at(-1)!]) {
      const folder = await copyOf(world.folder, { documents: true });
      const path = new Forger(folder, NETUID, carol).path(seq);
      const bytes = await readFile(path);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(path, bytes);
      const report = await verify({ chain: world.chain, folder });
      expect(told(report).filter(({ code }) => code === "dropped_decision")).toEqual([]);
      expect(verdictError(report)?.exitCode).toBe(1);
    }
  });

  test("error: a tolerated missing document does not cover weights that do not follow", async () => {
    const folder = await copyOf(world.folder, { documents: true });
    const forger = new Forger(folder, NETUID, carol);
    // A snapshot of one, which no majority has, names a roster that is nowhere.
    const isSnapshot = (record: Fields): boolean => record["kind"] === "chain" && Number(record["block"]) >= 40;
    for (let seq = 0; seq < (await forger.count()); seq += 1) {
      if (!(await forger.read(seq)).records.some(isSnapshot)) continue;
      await forger.forge(seq, ({ records }) => {
        records.find(isSnapshot)!["roster"] = "ab".repeat(32);
        return { lines: records.map(canonical) };
      });
      break;
    }
    const tolerate = new Set(["missing_document", "forged_snapshot", "second_shard"] as const);
    const report = await verify({ chain: world.chain, folder }, { tolerate });
    expect(Object.keys(report.deviationCounts)).toContain("missing_document");
    const stale = report.deviations.filter(({ code }) => code === "stale_weights");
    expect(stale).toHaveLength(3);
    expect(stale[0]!.evidence["mayFollowFrom"]).toMatch(/^missing_document \(tolerated\) records\//);
    expect(verdictError(report)?.exitCode).toBe(1);
    // Where it is not tolerated it fails by itself, and what may follow is told below it.
    const strict = await verify({ chain: world.chain, folder });
    expect(strict.deviations.filter(({ code }) => code === "stale_weights")).toEqual([]);
    expect(strict.deviations.find(({ code }) => code === "missing_document")?.consequences).toMatchObject({
      stale_weights: 3,
    });
  });
});

/** The third validator's world where one record stands in the place of its first snapshot, and its decisions wait. */
function withFirst(record: DecisionRecord, keep: (decision: ShardRecord) => boolean): Cheat {
  return {
    snapshot: (snapshot) => (snapshot.block === 0 ? (record as unknown as ChainRecord) : snapshot),
    delayBlocks: (one) => {
      if (one.kind !== "decision") return 0;
      if (one.block === record.block) return record.block > 50 ? -record.block : 0;
      return keep(one) ? 0 : 1_000_000_000;
    },
  };
}

describe("decisions that are left out behind one that proves nothing", () => {
  const evidence = "ab".repeat(32);
  const decision = (block: number): DecisionRecord => ({
    v: 1,
    kind: "decision",
    netuid: NETUID,
    block,
    round: 1,
    reign: 0,
    champion: null,
    evidence,
    rules: ourRules,
  });

  test.each([
    ["of a block to come", decision(20_000), () => false, "future_block"],
    ["of a block that nothing is decided at", decision(93), () => false, "future_block"],
    ["off the grid, when the block was there", decision(3), () => false, "wrong_decision"],
    ["of the end alone", decision(20_000), ({ block }: ShardRecord) => block >= 80, "future_block"],
  ] as const)("error: %s", async (_, first, keep, code) => {
    const world = await V2World.make({ blocks: 100, weightsAt: 90, cheat: withFirst(first, keep) });
    try {
      const report = await verify(world, { tolerate: new Set() });
      const dropped = report.deviations.filter((one) => one.code === "dropped_decision");
      expect(dropped).toMatchObject([{ validator: carol.address }]);
      // From when its record begins on.
      expect(dropped[0]!.block).toBeLessThanOrEqual(40);
      expect(told(report)).toContainEqual({ code, validator: carol.address });
      expect(report.deviations.every(({ validator }) => validator === carol.address)).toBe(true);
    } finally {
      await dispose(world);
    }
  });
});

describe("without a chain", () => {
  const far = 1_000_000_000;
  const { name, version, params } = rules.environments[0]!;
  const beacon = `0x${"1".repeat(64)}`;
  const seed = questionSeed({ netuid: NETUID, env: name, version, beacon, round: far, index: 0 });
  const poison = {
    v: 1,
    kind: "rollout",
    netuid: NETUID,
    block: far,
    round: far,
    atMs: 1,
    challenge: challengeId({ env: name, version, params, seed }),
    commitBlock: 2,
    completionTokens: 0,
    promptTokens: 0,
    env: name,
    hotkey: minerKeys[0].address,
    index: 0,
    latencyMs: 1,
    model: "m0/affine-0",
    outcome: "infra_failure",
    reason: "unreachable",
    revision: "0123456789abcdef0123456789abcdef01234567",
    rules: ourRules,
    score: 0,
    transcript: null,
    uid: 3,
  } as unknown as RolloutRecord;
  let forged = 0;
  let world: V2World;
  beforeAll(async () => {
    world = await V2World.make({
      blocks: 60,
      weightsAt: 55,
      cheat: {
        ownRound: (records) =>
          records.map((record) => {
            if (record.outcome !== "scored") return record;
            forged += 1;
            const reason = record.score === 0 ? "correct" : "wrong";
            return { ...record, score: 1000 - record.score, reason, transcript: "ef".repeat(32) };
          }),
      },
    });
  });
  afterAll(() => dispose(world));

  test.each([
    ["nobody's", undefined],
    ["a stranger's, read first", 1],
    ["a stranger's that it sealed then", far],
  ])("error: texts that are missing stay missing, whatever is of a block far away: %s", async (_, sealedBlock) => {
    const folder = await copyOf(world.folder, { documents: true });
    if (sealedBlock !== undefined) {
      const keys = Array.from({ length: 200 }, (_, at) => keyFromUri(`//stranger${at}`));
      const key = keys.sort((a, b) => (a.address < b.address ? -1 : 1))[0]!;
      const stranger = new Forger(folder, NETUID, key);
      const shard = { netuid: NETUID, hotkey: key.address, seq: 0, previous: null, records: [poison], heads: [] };
      const { bytes } = new TamperedChain(folder, NETUID, key).sign({
        ...shard,
        sealedBlock,
        rules: ourRules,
        atMs: 1,
      });
      const { gunzipSync } = await import("node:zlib");
      await stranger.write(0, gunzipSync(bytes));
    }
    const report = await verify({ chain: world.chain, folder }, { chain: null });
    expect(forged).toBeGreaterThan(20);
    expect(report.deviationCounts).toEqual({ missing_transcript: forged });
    expect(report.deviations.every(({ validator }) => validator === carol.address)).toBe(true);
    expect(report.notes.map(({ code }) => code)).not.toContain("transcript_expired");
    expect(report.decision?.block).toBeLessThanOrEqual(60);
  });
});
