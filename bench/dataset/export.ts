import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DatasetFolder,
  datasetFormat,
  FORMAT_NAMES,
  type FormatName,
  type VerifiedRollout,
} from "../../src/dataset/index.ts";
import { makeChallenge, satEnvironment } from "../../src/envs/index.ts";
import { exportRollouts } from "../../src/sdk/index.ts";
import { makeLongRecord, NETUID } from "../audit/long-record.ts";
import type { BenchResult } from "../bench-result.ts";

const SHARE = Number(process.env["AFFINE_BENCH_SHARE"] ?? "1");
const ROWS = Math.ceil(200_000 * SHARE);
const RECORDS = Math.ceil(100_000 * SHARE);
const GOAL = 50_000;

/** Rows a second into each format, and a whole export out of signed shards: signatures, chain, bodies, texts. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const name of FORMAT_NAMES) results.push(await writing(name));
  results.push(await exporting());
  return results;
}

async function writing(name: FormatName): Promise<BenchResult> {
  const rollouts = Array.from({ length: 64 }, (_, index) => rolloutOf(index));
  const format = datasetFormat(name);
  const dir = mkdtempSync(join(tmpdir(), "affine-bench-"));
  try {
    const folder = await DatasetFolder.open({ dir, format, source: "rollouts", choice: {} });
    const start = performance.now();
    for (let number = 0; number < ROWS; number += 1) {
      const row = format.ofRollout(rollouts[number % rollouts.length] as VerifiedRollout);
      if (typeof row === "string") throw new Error(`${name}: ${row}`);
      await folder.add(row, { env: "SAT", date: "2026-07-01", block: number });
    }
    await folder.commit();
    const seconds = (performance.now() - start) / 1000;
    await folder.close();
    const note = `rows of 64 rollouts of SAT in turn, durable; resident ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`;
    const ours = ROWS / seconds;
    return {
      name: `export, rows written as ${name}`,
      ours,
      baseline: GOAL,
      unit: "rows/s",
      ratio: ours / GOAL,
      goal: 1,
      note,
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function exporting(): Promise<BenchResult> {
  const record = await makeLongRecord(RECORDS);
  const dir = mkdtempSync(join(tmpdir(), "affine-bench-"));
  try {
    const start = performance.now();
    const { rows } = await exportRollouts(
      { netuid: NETUID, home: record.folder } as Parameters<typeof exportRollouts>[0],
      {
        dir,
        format: datasetFormat("parquet"),
        onProblem: ({ message }) => {
          throw new Error(message);
        },
      },
    );
    const ours = rows / ((performance.now() - start) / 1000);
    const note =
      "out of signed shards of a thousand: decompressed, verified, texts read by their hash; one answer in 50 has one";
    return {
      name: "af export, shards to Parquet",
      ours,
      baseline: GOAL,
      unit: "rows/s",
      ratio: ours / GOAL,
      goal: 1,
      note,
    };
  } finally {
    rmSync(dir, { recursive: true });
    await record.dispose();
  }
}

function rolloutOf(index: number): VerifiedRollout {
  const question = makeChallenge(satEnvironment, { params: { level: 3 }, seed: `bench-${index}` });
  const hotkey = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
  return {
    record: {
      ...{
        v: 1,
        kind: "rollout",
        netuid: NETUID,
        round: 1,
        block: 10,
        index,
        env: "SAT",
        challenge: question.id,
        uid: 7,
      },
      ...{ hotkey, model: "lab/affine", revision: "0".repeat(40), commitBlock: 1, outcome: "scored", score: 1000 },
      ...{ reason: "correct", transcript: "0".repeat(64), promptTokens: 300, completionTokens: 200, latencyMs: 1500 },
      ...{ atMs: 1_780_000_000_000 + index, rules: "0".repeat(16) },
    },
    transcript: {
      ...{ v: 1, kind: "transcript", challenge: question.id, messages: question.messages },
      ...{ text: `${"I try the values one after the other. ".repeat(20)}<answer>${index}</answer>`, reasoning: "" },
      ...{ finishReason: "stop", responseId: "r", servedModel: null },
      sampling: { seed: index, temperatureThousandths: 700, maxTokens: 1000 },
    },
    shardKey: `records/120/${hotkey}/0000000000.ndjson.gz`,
    line: index + 2,
    header: { hotkey, signature: "0".repeat(128) } as VerifiedRollout["header"],
  };
}
