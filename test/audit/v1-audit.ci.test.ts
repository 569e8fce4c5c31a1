import { gzipSync, gunzipSync } from "node:zlib";
import { readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, type AuditOptions, type AuditReport, type Deviation } from "../../src/audit/index.ts";
import { challengeId, questionSeed, sha256Hex } from "../../src/core/index.ts";
import { draftShard, encodeShard, shardMessage, type RolloutRecord, type ShardRecord } from "../../src/record/index.ts";
import { FsStore } from "../../src/store/index.ts";
import { copyOf, TamperedChain } from "./tamper.ts";
import { makeV1World, minerKeys, NETUID, rules, validatorKeys, type World } from "./v1-world.ts";
import { engineOf } from "./word-environment.ts";

const [alice, bob] = validatorKeys as [(typeof validatorKeys)[0], (typeof validatorKeys)[0]];

let world: World;
beforeAll(async () => (world = await makeV1World({ blocks: 124 })));
afterAll(async () => {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
});

async function verify(folder: string | readonly string[], change: Partial<AuditOptions> = {}): Promise<AuditReport> {
  return audit({
    rules,
    chain: world.chain,
    stores: await Promise.all([folder].flat().map((place) => FsStore.open(place, { readOnly: true }))),
    seed: "test",
    python: engineOf("ok"),
    nowMs: () => 0,
    ...change,
  });
}

/** A copy that Alice may spoil, and what is found in it afterwards. */
async function spoiled(
  spoil: (chain: TamperedChain, folder: string) => Promise<unknown>,
  copied?: { transcripts: boolean },
): Promise<AuditReport> {
  const folder = await copyOf(world.folder, copied);
  await spoil(new TamperedChain(folder, NETUID, alice), folder);
  return verify(folder);
}

/** Changes the first record that fits, once, and remembers it. */
function once(
  fits: (record: RolloutRecord) => boolean,
  change: (record: RolloutRecord) => unknown,
): { apply: (records: RolloutRecord[]) => Promise<RolloutRecord[]>; changed: () => RolloutRecord } {
  let changed: RolloutRecord | undefined;
  return {
    async apply(records) {
      const record = changed === undefined ? records.find(fits) : undefined;
      if (record !== undefined) {
        changed = record;
        await change(record);
      }
      return records;
    },
    changed() {
      if (changed === undefined) throw new Error("no record fitted");
      return changed;
    },
  };
}

const codes = ({ deviations }: AuditReport): string[] => [...new Set(deviations.map(({ code }) => code))].sort();
const ofMiner =
  (place: number) =>
  (record: ShardRecord): record is RolloutRecord =>
    record.kind === "rollout" && record.hotkey === minerKeys[place]!.address;
/** Of the first round that is surely finished. */
const early = (record: RolloutRecord): boolean => record.block >= 16 && record.block <= 24;

/** Expects exactly one finding, about a record of Alice, and nothing about anybody else. */
function only(report: AuditReport, code: Deviation["code"]): Deviation {
  expect(report.deviations).toMatchObject([{ code, validator: alice.address }]);
  expect(report.verdict).toBe("deviations");
  return report.deviations[0]!;
}

describe("an honest store", () => {
  test("default: nothing is found, everything was looked at", async () => {
    const report = await verify(world.folder);
    expect(report).toMatchObject({ verdict: "verified", deviations: [], troubles: [], block: world.blocks });
    expect(report.validators.map(({ hotkey }) => hotkey)).toEqual([alice.address]);
    expect(report.picked).toBe(report.records);
    const down = report.notes.filter(({ code }) => code === "host_failure").reduce((sum, { count }) => sum + count, 0);
    expect(down).toBeGreaterThan(0);
    expect(report.judged).toBe(report.records - down);
    expect(report.notes.map(({ code }) => code)).toEqual(["host_failure"]);
    expect(report.decision?.champion?.hotkey).toBe(minerKeys[0]!.address);
  });

  test("behavior: without a chain the rest is checked, and it says what was not", async () => {
    const report = await verify(world.folder, { chain: null });
    expect(report).toMatchObject({ verdict: "verified", block: null, deviations: [] });
    expect(report.judged).toBeGreaterThan(0);
    const unchecked = new Set(report.notes.map(({ code }) => code));
    expect(unchecked).toContain("beacon_unknown");
    expect(unchecked).toContain("commitment_unchecked");
  });

  test("behavior: a share of the questions, the same for the same seed", async () => {
    const whole = await verify(world.folder);
    const [a, b, again] = await Promise.all(["a", "b", "a"].map((seed) => verify(world.folder, { share: 0.3, seed })));
    expect(a!.picked).toBeGreaterThan(0);
    expect(a!.picked).toBeLessThan(whole.picked / 2);
    expect(again!.picked).toBe(a!.picked);
    expect({ judged: b!.judged, picked: b!.picked }).not.toEqual({ judged: a!.judged, picked: a!.picked });
    expect(a).toMatchObject({ verdict: "verified", share: 0.3, seed: "a", records: whole.records });
  });
});

describe("a cheating validator that signs all it changes", () => {
  test("a forged score", async () => {
    let forged: ReturnType<typeof once> | undefined;
    const report = await spoiled((chain) => {
      forged = once(
        (record) => ofMiner(2)(record) && early(record),
        (record) => Object.assign(record, { score: 1000, reason: "correct" }),
      );
      return chain.rewrite(forged.apply);
    });
    const found = only(report, "wrong_score");
    const record = forged!.changed();
    expect(found).toMatchObject({
      round: record.round,
      block: record.block,
      evidence: { recorded: 1000, recomputed: 0, transcript: record.transcript, miner: record.hotkey },
    });
    // The evidence leads to the line itself.
    const [key, line] = found.record!.split("#");
    expect(key).toContain(`records/${NETUID}/${alice.address}/`);
    expect(Number(line)).toBeGreaterThan(1);
  });

  // What is said of another question is missing from its own. Under affine-v1 another model's counts begin anew, so that
  // other weights may follow.
  test.each<[string, Partial<RolloutRecord>, string[]]>([
    ["another reason", { reason: "refused" }, ["wrong_reason"]],
    [
      "a right answer as the model's failure",
      { outcome: "model_failure", reason: "empty", score: 0 },
      ["wrong_outcome"],
    ],
    ["a right answer as void", { outcome: "invalid", reason: "check_broken", score: 0 }, ["wrong_outcome"]],
    ["a commitment that nobody made", { commitBlock: 1 }, ["unknown_commitment"]],
    ["another model", { model: "m0/affine-other" }, ["unknown_commitment"]],
    ["another revision", { revision: "f".repeat(40) }, ["unknown_commitment"]],
    ["a question that nobody asks", { index: 7 }, ["dropped_record", "unknown_question"]],
  ])("%s", async (_, change, expected) => {
    const fits = (record: RolloutRecord): boolean => ofMiner(0)(record) && early(record);
    const report = await spoiled((chain) => chain.rewrite(once(fits, (record) => Object.assign(record, change)).apply));
    expect(codes(report).filter((code) => code !== "wrong_weights")).toEqual(expected);
  });

  test("a question void that can be made", async () => {
    const void_ = { outcome: "invalid", reason: "challenge_broken", score: 0, transcript: null } as const;
    const report = await spoiled((chain) =>
      chain.rewrite(
        once(
          (record) => ofMiner(0)(record) && early(record),
          (record) => Object.assign(record, void_),
        ).apply,
      ),
    );
    only(report, "wrong_outcome");
  });

  test("a model that was asked before it was committed", async () => {
    const report = await spoiled((chain) =>
      chain.rewrite(
        once(
          (record) => ofMiner(0)(record) && early(record),
          (record) => (record.commitBlock = record.block),
        ).apply,
      ),
    );
    expect(codes(report)).toEqual(["late_commitment", "unknown_commitment"]);
  });

  test("an answer given another question's text", async () => {
    const report = await spoiled((chain) => {
      let other: RolloutRecord | undefined;
      return chain.rewrite(
        once(
          (record) => {
            if (!ofMiner(0)(record) || !early(record)) return false;
            if (other !== undefined && other.challenge !== record.challenge) return true;
            other ??= record;
            return false;
          },
          (record) => (record.transcript = other!.transcript),
        ).apply,
      );
    });
    only(report, "foreign_transcript");
  });

  /** The first early question with a bad answer by the third miner and a good one by the first in one shard. */
  function pairIn(records: readonly RolloutRecord[]): [good: RolloutRecord, bad: RolloutRecord] | undefined {
    for (const bad of records.filter((record) => ofMiner(2)(record) && early(record))) {
      const good = records.find((record) => ofMiner(0)(record) && record.challenge === bad.challenge);
      if (good !== undefined) return [good, bad];
    }
    return undefined;
  }

  test.each<[string, (good: RolloutRecord, bad: RolloutRecord) => void]>([
    [
      "an answer given to another miner too",
      (good, bad) => Object.assign(bad, { transcript: good.transcript, score: 1000, reason: "correct" }),
    ],
    [
      "two miners' answers exchanged",
      (good, bad) => {
        const { transcript, score, reason } = bad;
        Object.assign(bad, { transcript: good.transcript, score: good.score, reason: good.reason });
        Object.assign(good, { transcript, score, reason });
      },
    ],
  ])("%s", async (_, swap) => {
    let isDone = false;
    const report = await spoiled((chain) =>
      chain.rewrite((records) => {
        const pair = isDone ? undefined : pairIn(records);
        if (pair === undefined) return records;
        isDone = true;
        swap(...pair);
        return records;
      }),
    );
    expect(codes(report)).toEqual(["swapped_answer"]);
    expect(report.deviations.map(({ evidence }) => evidence["miner"]).sort()).toEqual(
      [minerKeys[0]!.address, minerKeys[2]!.address].sort(),
    );
  });

  test("another text under the old score", async () => {
    const report = await spoiled((chain) =>
      chain.rewrite(
        once(
          (record) => ofMiner(0)(record) && early(record),
          async (record) => {
            record.transcript = await chain.put({ ...(await chain.transcriptOf(record)), text: "something else" });
          },
        ).apply,
      ),
    );
    expect(only(report, "wrong_score").evidence).toMatchObject({ recorded: 1000, recomputed: 0 });
  });

  test.each<[string, object, Deviation["code"]]>([
    ["easier words", { messages: [{ role: "user", content: "Say yes." }] }, "altered_prompt"],
    ["other sampling", { sampling: { seed: 1, temperatureThousandths: 0, maxTokens: 64 } }, "altered_sampling"],
  ])("a model asked with %s", async (_, change, code) => {
    const report = await spoiled((chain) =>
      chain.rewrite(
        once(
          (record) => ofMiner(0)(record) && early(record),
          async (record) => {
            record.transcript = await chain.put({ ...(await chain.transcriptOf(record)), ...change });
          },
        ).apply,
      ),
    );
    only(report, code);
  });

  test("a dropped answer", async () => {
    const report = await spoiled((chain) =>
      chain.rewrite((records) =>
        records.filter((record) => !(ofMiner(1)(record) && record.block === 20 && record.index === 1)),
      ),
    );
    expect(only(report, "dropped_record")).toMatchObject({
      round: 10,
      record: null,
      evidence: { miner: minerKeys[1]!.address, env: "WORD", index: 1 },
    });
  });

  test("a miner left out of a round", async () => {
    const report = await spoiled((chain) =>
      chain.rewrite((records) => records.filter((record) => !(ofMiner(1)(record) && record.block === 20))),
    );
    expect(only(report, "dropped_record").evidence).toMatchObject({ miner: minerKeys[1]!.address, roundBefore: 9 });
  });

  test("a dropped round", async () => {
    const report = await spoiled((chain) =>
      chain.rewrite((records) => {
        const kept = records.filter(({ round }) => round !== 10 && round !== 11);
        return kept.length > 0 ? kept : records;
      }),
    );
    expect(only(report, "dropped_round")).toMatchObject({ round: 10, evidence: { first: 10, last: 11 } });
  });

  test("a question drawn by an older block", async () => {
    const hash = await world.chain.blockHash(19);
    const report = await spoiled((chain) =>
      chain.rewrite(async (records) => {
        for (const record of records.filter(({ block, index }) => block === 20 && index === 0)) {
          const { version, params } = rules.environments[0]!;
          const about = { netuid: NETUID, env: "WORD", version, beacon: hash, round: record.round, index: 0 };
          record.challenge = challengeId({ env: "WORD", version, params, seed: questionSeed(about) });
          if (record.transcript === null) continue;
          const said = await chain.transcriptOf(record);
          record.transcript = await chain.put({ ...said, challenge: record.challenge });
        }
        return records;
      }),
    );
    const found = report.deviations.filter(({ code }) => code === "wrong_challenge");
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({
      block: 20,
      evidence: { drawnByBlock: 19, beacon: await world.chain.blockHash(20) },
    });
  });

  test("a round of a block that is not its own, and one that is not there yet", async () => {
    const moved = await spoiled((chain) =>
      chain.rewrite((records, seq) => {
        if (seq === 2) for (const record of records) record.block += 1;
        return records;
      }),
    );
    expect(codes(moved)).toContain("wrong_round");
    const early = await spoiled((chain) =>
      chain.rewrite((records) =>
        records.map((record) =>
          record.round === world.blocks / 2
            ? { ...record, round: record.round + 500, block: record.block + 1000 }
            : record,
        ),
      ),
    );
    expect(codes(early)).toContain("future_block");
  });

  test("two records about one answer, the same and another", async () => {
    for (const [code, change] of [
      ["doubled_record", { latencyMs: 77 }],
      ["repeated_record", {}],
    ] as const) {
      let first: RolloutRecord | undefined;
      const report = await spoiled((chain) =>
        chain.rewrite((records, seq) => {
          first ??= structuredClone(records.find(ofMiner(0)));
          return seq === 4 ? [...records, { ...first!, ...change }] : records;
        }),
      );
      expect(only(report, code).evidence).toMatchObject({
        other: expect.stringContaining("0000000000.ndjson.gz#") as string,
      });
    }
  });

  test("a changed order, signed", async () => {
    const report = await spoiled(async (chain) => {
      const last = (await chain.shards()).at(-1)!;
      const draft = draftShard({ ...last.header, records: last.records });
      const lines = Buffer.from(draft.body).toString().trimEnd().split("\n").reverse();
      const body = Buffer.from(`${lines.join("\n")}\n`);
      const header = { ...draft.header, body: sha256Hex(body) };
      await writeFile(
        chain.path(last.header.seq),
        encodeShard({ header, body }, alice.sign(shardMessage(header))).bytes,
      );
    });
    only(report, "shard_wrong_order");
  });

  test("two shards of one number: each in a store", async () => {
    const other = await copyOf(world.folder);
    const chain = new TamperedChain(other, NETUID, alice);
    const last = (await chain.shards()).at(-1)!;
    const second = chain.sign({ ...last.header, records: last.records.slice(0, -1) });
    await writeFile(chain.path(last.header.seq), second.bytes);
    const found = only(await verify([world.folder, other]), "second_shard");
    expect(found.evidence).toMatchObject({ firstHash: last.hash, secondHash: second.hash });
  });

  test("two shards of one number: the next one follows the other", async () => {
    const report = await spoiled(async (chain) => {
      const { header, records } = (await chain.shards())[3]!;
      await writeFile(chain.path(3), chain.sign({ ...header, records: records.slice(0, -1) }).bytes);
    });
    expect(codes(report)).toContain("shard_wrong_previous");
    expect(report.deviations.find(({ code }) => code === "shard_wrong_previous")?.record).toContain("0000000004");
  });

  test("weights that do not follow", async () => {
    const other = await makeV1World({ blocks: 40, weights: new Map([[3, 65_535]]) });
    try {
      const report = await verify(other.folder, { chain: other.chain });
      expect(only(report, "wrong_weights")).toMatchObject({
        evidence: { onChain: "3:65535", recomputed: "1:65535", champion: minerKeys[0]!.address },
      });
    } finally {
      await other.chain.close();
      await rm(other.folder, { recursive: true });
    }
  });
});

describe("somebody who has no key", () => {
  test("an edited record, a foreign signature", async () => {
    const edited = await spoiled(async (chain) => {
      const text = gunzipSync(await readFile(chain.path(2))).toString();
      await writeFile(chain.path(2), gzipSync(text.replace('"score":1000', '"score":0')));
    });
    expect(codes(edited)).toContain("shard_body_hash");
    const foreign = await spoiled(async (chain, folder) => {
      const { header, records } = (await chain.shards())[2]!;
      await writeFile(chain.path(2), new TamperedChain(folder, NETUID, bob).sign({ ...header, records }).bytes);
    });
    expect(codes(foreign)).toContain("shard_signature");
  });

  test("shards that changed places, a missing one", async () => {
    const swapped = await spoiled(async (chain) => {
      await rename(chain.path(1), chain.path(99));
      await rename(chain.path(2), chain.path(1));
      await rename(chain.path(99), chain.path(2));
    });
    expect(codes(swapped)).toContain("shard_wrong_place");
    const missing = await spoiled((chain) => unlink(chain.path(2)));
    expect(missing.deviations.find(({ code }) => code === "shard_missing")).toMatchObject({
      evidence: { first: 2, last: 2 },
    });
  });

  test("an edited transcript, a missing one", async () => {
    const copied = { transcripts: true };
    let hash = "";
    const edited = await spoiled(async (chain) => {
      const [record] = (await chain.shards())[2]!.records.filter(ofMiner(0));
      hash = record!.transcript!;
      const text = gunzipSync(await readFile(chain.transcriptPath(hash))).toString();
      await writeFile(chain.transcriptPath(hash), gzipSync(text.replace('"text":"', '"text":"x')));
    }, copied);
    expect(edited.deviations).toMatchObject([{ code: "broken_transcript", evidence: { transcript: hash } }]);
    const missing = await spoiled((chain) => unlink(chain.transcriptPath(hash)), copied);
    expect(missing.deviations).toMatchObject([{ code: "missing_transcript", evidence: { transcript: hash } }]);
  });
});

describe("verdicts of programs", () => {
  /** Alice's first early record of the first miner becomes a program's. */
  async function withProgram(verdict: Partial<RolloutRecord>): Promise<string> {
    const folder = await copyOf(world.folder);
    const chain = new TamperedChain(folder, NETUID, alice);
    await chain.rewrite(
      once(
        (record) => ofMiner(0)(record) && early(record),
        async (record) => {
          const transcript = await chain.put({ ...(await chain.transcriptOf(record)), text: "run sleep()" });
          Object.assign(record, { transcript, ...verdict });
        },
      ).apply,
    );
    return folder;
  }

  test("error: out of time on the validator's bare word is a deviation as every other", async () => {
    const folder = await withProgram({ score: 0, reason: "time_exhausted" });
    expect((await verify(folder, { python: engineOf("ok") })).deviations).toMatchObject([
      { code: "wrong_score", evidence: { recorded: 0, recomputed: 1000 } },
    ]);
    const alike = await withProgram({ score: 0, reason: "time_exhausted" });
    expect((await verify(alike, { python: engineOf("fuel") })).deviations).toMatchObject([{ code: "wrong_reason" }]);
  });

  test("error: the verdict of a program must be the same", async () => {
    const folder = await withProgram({ score: 1000, reason: "correct" });
    expect((await verify(folder, { python: engineOf("fuel") })).deviations).toMatchObject([
      { code: "wrong_score", evidence: { recomputedReason: "runtime_error" } },
    ]);
  });
});
