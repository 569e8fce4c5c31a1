import { rm, unlink } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, type AuditOptions, type AuditReport, type Deviation } from "../../src/audit/index.ts";
import { challengeId, parseChallengeId, questionSeed } from "../../src/core/index.ts";
import type { DisputeRecord, RolloutRecord } from "../../src/record/index.ts";
import { FsStore } from "../../src/store/index.ts";
import { copyOf, TamperedChain } from "./tamper.ts";
import { minerKeys, NETUID, rules, validatorKeys, V2World, type Cheat } from "./v2-world.ts";
import { engineOf } from "./word-environment.ts";

const [alice, bob, carol] = validatorKeys;

async function verify(world: V2World, change: Partial<AuditOptions> = {}): Promise<AuditReport> {
  return audit({
    rules,
    chain: world.chain,
    stores: [await FsStore.open(world.folder, { readOnly: true })],
    seed: "test",
    python: engineOf("ok"),
    nowMs: () => 0,
    ...change,
  });
}

async function dispose(world: V2World): Promise<void> {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
}

describe("an honest network of three validators", () => {
  let world: V2World;
  beforeAll(async () => (world = await V2World.make({ blocks: 130, weightsAt: 116 })));
  afterAll(() => dispose(world));

  test("default: nothing is found; decision and weights follow", async () => {
    const report = await verify(world);
    expect(report.deviations).toEqual([]);
    expect(report).toMatchObject({ verdict: "verified", troubles: [], mechanism: "affine-v2", block: 130 });
    expect(report.judged).toBe(report.records);
    expect(report.decision?.champion?.hotkey).toBe(world.driver.contest.champion?.hotkey);
    expect(report.decision?.champion).not.toBeNull();
    // Nothing was left out but what is the validators' word.
    expect(new Set(report.notes.map(({ code }) => code))).toEqual(new Set(["finding_by_word"]));
  });

  test("behavior: without a chain the beacons are those of the snapshots", async () => {
    const report = await verify(world, { chain: null });
    expect(report).toMatchObject({ verdict: "verified", deviations: [], block: null });
    expect(report.decision?.champion?.hotkey).toBe(world.driver.contest.champion?.hotkey);
    expect(report.notes.map(({ code }) => code)).toContain("snapshot_unchecked");
  });

  test("behavior: a share of the questions decides the same", async () => {
    const report = await verify(world, { share: 0.2 });
    expect(report).toMatchObject({ verdict: "verified", deviations: [] });
    expect(report.picked).toBeLessThan(report.records / 2);
    expect(report.decision?.champion?.hotkey).toBe(world.driver.contest.champion?.hotkey);
  });

  test("error: a chain rewritten afterwards is betrayed by the heads that the others signed", async () => {
    const folder = await copyOf(world.folder, { documents: true });
    await new TamperedChain(folder, NETUID, carol).rewrite((records, seq) =>
      seq === 40 ? records.filter(({ kind }) => (kind as string) !== "finding") : records,
    );
    const report = await verify(world, { stores: [await FsStore.open(folder, { readOnly: true })] });
    const seconds = report.deviations.filter(({ code }) => code === "second_shard");
    expect(seconds.length).toBeGreaterThan(10);
    expect(seconds.every(({ validator }) => validator === carol.address)).toBe(true);
    expect([alice.address, bob.address]).toContain(seconds[0]!.evidence["witness"]);
  });

  test("error: shards taken back are missed by those who saw them", async () => {
    const folder = await copyOf(world.folder, { documents: true });
    const chain = new TamperedChain(folder, NETUID, carol);
    const shards = await chain.shards();
    // Of the very last shard nobody can know yet.
    for (const { header } of shards.slice(-2)) await unlink(chain.path(header.seq));
    const report = await verify(world, { stores: [await FsStore.open(folder, { readOnly: true })] });
    expect(report.deviations.filter(({ code }) => code === "withheld_shard")).toMatchObject([
      { validator: carol.address, record: chain.key(shards.at(-2)!.header.seq), evidence: { shownHash: null } },
    ]);
  });

  test("error: a validator's whole record that others saw, and that is nowhere, is withheld", async () => {
    const folder = await copyOf(world.folder, { documents: true });
    const chain = new TamperedChain(folder, NETUID, carol);
    const shards = await chain.shards();
    for (const { header } of shards) await unlink(chain.path(header.seq));
    const report = await verify(world, { stores: [await FsStore.open(folder, { readOnly: true })] });
    expect(report.verdict).toBe("deviations");
    expect(report.deviations.filter(({ code }) => code === "withheld_shard")).toMatchObject([
      { validator: carol.address, record: chain.key(shards.at(-2)!.header.seq), evidence: { shownHash: null } },
    ]);
  });

  test("error: weights that the replay would not set", async () => {
    const chain = new Proxy(world.chain, {
      get(target, name) {
        if (name === "weights") {
          return async (...at: Parameters<typeof target.weights>) =>
            new Map(
              [...(await target.weights(...at))].map(([uid, vector]) => [
                uid,
                uid === 2 ? new Map([[2, 65_535]]) : vector,
              ]),
            );
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const report = await verify(world, { chain });
    expect(report.deviations).toMatchObject([
      { code: "wrong_weights", validator: carol.address, evidence: { uid: 2, onChain: "2:65535" } },
    ]);
  });

  test("error: a roster that no store has ends the replay, and says so", async () => {
    const folder = await copyOf(world.folder);
    const report = await verify(world, { stores: [await FsStore.open(folder, { readOnly: true })] });
    expect(report).toMatchObject({ verdict: "deviations", decision: null });
    expect(report.deviationCounts).toHaveProperty("missing_document");
    expect(report.troubles[0]!.message).toContain("roster");
  });
});

describe("a network with one validator that cheats in every way", () => {
  /** What each of its rounds is spoilt by, in their order. */
  const spoilt: NonNullable<Cheat["ownRound"]>[] = [
    // A forged score.
    (records) =>
      records.map((record, at) =>
        at === 0 ? { ...record, score: 1000 - record.score, reason: record.score === 0 ? "correct" : "wrong" } : record,
      ),
    // The round is dropped.
    () => [],
    // An answer is dropped.
    (records) => records.slice(1),
    // A model that nobody asked.
    (records) => [...records, { ...records[0]!, hotkey: alice.address, uid: 0 }],
    // Another commitment of the same model.
    (records) => records.map((record, at) => (at === 0 ? { ...record, commitBlock: record.commitBlock - 1 } : record)),
    // A question of an older block, answered rightly.
    async (records, { plan, world }) => {
      const ref = parseChallengeId(records[0]!.challenge);
      const beacon = await world.chain.blockHash(plan.block - 1);
      const about = { netuid: NETUID, env: ref.env, version: ref.version, beacon, round: plan.round };
      return records.map((record) => ({
        ...record,
        challenge: challengeId({ ...ref, seed: questionSeed({ ...about, index: record.index }) }),
      }));
    },
    (records) => records,
    // Sealed after the deadline.
    (records) => records,
  ];
  const byRound = new Map<number, number>();
  let falsely: DisputeRecord | undefined;
  const cheat: Cheat = {
    ownRound: (records, about) => {
      byRound.set(about.plan.round, about.number);
      return spoilt[about.number - 1]?.(records, about) ?? records;
    },
    // A round of somebody else.
    otherRound: (truth, { number }) => (number === 3 ? truth : []),
    snapshot: (record) =>
      record.block === 40
        ? {
            ...record,
            validators: record.validators.map((one) =>
              one.hotkey === carol.address ? { ...one, stakeRao: "9000000000000" } : one,
            ),
          }
        : record,
    decision: (state) => (state.block === 60 ? { ...state, reign: state.reign + 1 } : state),
    disputes(record: RolloutRecord, { validator, seq, shard }) {
      if (falsely !== undefined || validator !== alice.address || record.block < 50) return undefined;
      const { netuid, block, challenge, hotkey, transcript, outcome, score, reason } = record;
      falsely = {
        v: 1,
        kind: "dispute",
        netuid,
        block,
        validator,
        seq,
        shard,
        challenge,
        hotkey,
        transcript,
        said: { outcome, score, reason },
        found: { outcome, score: 1000 - score, reason: "correct" },
        reason: "other_score",
        rules: record.rules,
      };
      return falsely;
    },
    delayBlocks: (record) => (record.kind === "rollout" && byRound.get(record.round) === 8 ? 8 : 0),
  };
  let world: V2World;
  let report: AuditReport;
  beforeAll(async () => {
    world = await V2World.make({ blocks: 110, weightsAt: 200, cheat });
    report = await verify(world);
  });
  afterAll(() => dispose(world));

  const found = (code: Deviation["code"]): Deviation[] => report.deviations.filter((entry) => entry.code === code);

  test("default: the cheat is found, and nobody else is accused", () => {
    expect(report.verdict).toBe("deviations");
    expect(report.deviations.filter(({ validator }) => validator !== carol.address)).toEqual([]);
    expect(world.ownRounds.length).toBeGreaterThan(9);
    expect(Object.keys(report.deviationCounts).sort()).toEqual(
      [
        "wrong_score",
        "dropped_round",
        "dropped_record",
        "unasked_record",
        "unknown_commitment",
        "wrong_challenge",
        "foreign_transcript",
        "late_record",
        "foreign_round",
        "forged_snapshot",
        "wrong_decision",
        "false_dispute",
        // Of the model that nobody asked, and the one whose answer it was given.
        "swapped_answer",
      ].sort(),
    );
  });

  test.each<[Deviation["code"], number]>([
    ["wrong_score", 1],
    ["dropped_round", 2],
    ["dropped_record", 3],
    ["unasked_record", 4],
    ["unknown_commitment", 5],
    ["wrong_challenge", 6],
    ["late_record", 8],
  ])("%s", (code, number) => {
    expect(new Set(found(code).map(({ round }) => round))).toEqual(new Set([world.ownRounds[number]]));
  });

  test("evidence leads to what was found", async () => {
    expect(found("wrong_challenge")[0]!.evidence).toMatchObject({
      drawnByBlock: found("wrong_challenge")[0]!.block! - 1,
    });
    expect(found("dropped_round")[0]!.evidence["beacon"]).toBe(
      await world.chain.blockHash(found("dropped_round")[0]!.block!),
    );
    expect(found("foreign_round").map(({ round }) => round)).toEqual(
      found("foreign_round").map(() => world.otherRounds[3]),
    );
    expect(found("forged_snapshot")).toMatchObject([{ block: 40, evidence: { fields: "validators" } }]);
    expect(found("wrong_decision")).toMatchObject([{ block: 60 }]);
    expect(found("false_dispute")).toMatchObject([
      { evidence: { accused: alice.address, disputed: expect.stringContaining(alice.address) as string } },
    ]);
    expect(found("dropped_record")[0]!.evidence["miner"]).toBe(minerKeys[0].address);
  });

  test("behavior: codes that are tolerated are told and do not fail", async () => {
    const tolerate = new Set(report.deviations.map(({ code }) => code));
    const lenient = await verify(world, { tolerate });
    expect(lenient.verdict).toBe("verified");
    expect(lenient.deviations).toHaveLength(report.deviations.length);
    tolerate.delete("forged_snapshot");
    expect((await verify(world, { tolerate })).verdict).toBe("deviations");
  });

  test("behavior: without a chain the voting shares of the others find the forged snapshot", async () => {
    const blind = await verify(world, { chain: null });
    expect(blind.deviations.filter(({ code }) => code === "forged_snapshot")).toMatchObject([
      { validator: carol.address, block: 40 },
    ]);
  });

  test("behavior: what others dispute is judged, whatever the share picks", async () => {
    const little = await verify(world, { share: 0.000_001 });
    expect(little.deviations.map(({ code }) => code)).toContain("false_dispute");
  });
});
