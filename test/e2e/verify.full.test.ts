import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inShare } from "../../src/audit/answers/in-share.ts";
import type { AuditReport } from "../../src/audit/index.ts";
import type { RolloutRecord, ShardRecord } from "../../src/record/index.ts";
import { emptyFolder, runAf, startAf, type Finished, type Running } from "./af.ts";
import { rewriteChain } from "./rewrite-chain.ts";

/** A whole contest, see demo.full.test.ts. */
const PATIENCE_MS = 900_000;
/** Enough to judge next to nothing: for what is found in the records alone. */
const NOTHING = ["--share", "0.000001", "--seed", "1"];

/** What an honest validator's records show where the machine had something else to do, and nothing but that. */
const SLOW_MACHINE = ["late_record", "dropped_record", "dropped_round"];

const cwd = emptyFolder();
const home = join(cwd, ".affine");
let champion: { hotkey: string };
let crownBlock: number;
let localnet: Running | undefined;
let chainUrl: string;

beforeAll(async () => {
  const demo = await runAf(["demo", "--until-weights", "--json", "--port", "0"], { cwd });
  expect(demo.code, demo.stderr).toBe(0);
  const summary = JSON.parse(demo.stdout) as { champion: typeof champion; crown: { block: number } };
  champion = summary.champion;
  crownBlock = summary.crown.block;
  // The chain went with the demo; it goes on where it was.
  localnet = startAf(["localnet"], { cwd });
  // It says where it listens when it does.
  while (!localnet.stdout().includes("http://")) await once(localnet.process.stdout!, "data");
  ({ chainUrl } = JSON.parse(await readFile(join(home, "run.json"), "utf8")) as { chainUrl: string });
}, PATIENCE_MS);

afterAll(async () => {
  localnet?.process.kill("SIGINT");
  await localnet?.finished;
});

describe("a demo that ran until a crown was won by test", () => {
  test(
    "default: it verifies to the last record",
    async () => {
      const verified = await runAf(["verify", "--tolerate", SLOW_MACHINE.join(","), "--json"], { cwd });
      const report = JSON.parse(verified.stdout) as AuditReport;
      expect(report.deviations.filter(({ code }) => !SLOW_MACHINE.includes(code))).toEqual([]);
      expect(verified.code, verified.stderr).toBe(0);
      expect(report.decision?.champion?.hotkey).toBe(champion.hotkey);
    },
    PATIENCE_MS,
  );

  test(
    "error: a forged score, in a chain signed anew with the validator's own key",
    async () => {
      let forged: RolloutRecord | undefined;
      const { report, code } = await verifyRewritten(
        (records) =>
          records.map((record) => {
            if (forged !== undefined || !isScore(record) || record.round < 40) return record;
            forged = record;
            return { ...record, score: 1000 - record.score, reason: record.score === 0 ? "correct" : "wrong" };
          }),
        // A seed that picks the question: whoever audits cannot know it, and over many seeds somebody will.
        () => ["--share", "0.01", "--seed", seedThatPicks(forged!.challenge)],
      );
      expect(code).toBe(1);
      expect(report.deviations).toContainEqual(expect.objectContaining({ code: "wrong_score", round: forged!.round }));
      const { evidence } = report.deviations.find(({ code: found }) => found === "wrong_score")!;
      expect(JSON.stringify(evidence)).toContain(forged!.challenge);
      expect(new Set(report.deviations.map(({ block }) => (block ?? 0) >= 40))).toEqual(new Set([true]));
    },
    PATIENCE_MS,
  );

  test(
    "error: a dropped round, a dropped answer",
    async () => {
      const isDropped = (record: ShardRecord): boolean =>
        record.kind === "rollout" && (record.round === 50 || (record.round === 55 && record.env === "SAT"));
      const { report, code } = await verifyRewritten((records) => records.filter((record) => !isDropped(record)));
      expect(code).toBe(1);
      expect(report.deviationCounts).toMatchObject({ dropped_round: 1 });
      expect(report.deviations).toContainEqual(expect.objectContaining({ code: "dropped_round", round: 50 }));
      expect(report.deviations).toContainEqual(expect.objectContaining({ code: "dropped_record", round: 55 }));
      // What it had decided follows from the rounds that it hides.
      expect(report.deviationCounts["wrong_decision"]).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  test(
    "error: a crown that the records do not give",
    async () => {
      const { report, code } = await verifyRewritten((records) =>
        records.map((record) =>
          record.kind === "decision" && record.block >= crownBlock - 40 ? { ...record, champion: null } : record,
        ),
      );
      // The evidence is named by its hash, which still fits; who it names is what the record says in words.
      expect(code).toBe(1);
      expect(report.deviationCounts["wrong_decision"]).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );
});

async function verifyRewritten(
  change: (records: readonly ShardRecord[]) => readonly ShardRecord[],
  flags: () => readonly string[] = () => NOTHING,
): Promise<{ report: AuditReport; code: Finished["code"] }> {
  const elsewhere = emptyFolder();
  const copy = join(elsewhere, "copy");
  await rewriteChain(home, copy, change);
  const network = ["--store", copy, "--endpoint", chainUrl, "--round-blocks", "1"];
  const { code, stdout, stderr } = await runAf(["verify", ...network, ...flags(), "--json"], { cwd: elsewhere });
  expect(stdout, stderr).not.toBe("");
  return { report: JSON.parse(stdout) as AuditReport, code };
}

function isScore(record: ShardRecord): record is RolloutRecord {
  return record.kind === "rollout" && record.outcome === "scored" && record.env === "SAT";
}

function seedThatPicks(challenge: string): string {
  for (let seed = 0; ; seed += 1) if (inShare(challenge, { share: 0.01, seed: String(seed) })) return String(seed);
}
