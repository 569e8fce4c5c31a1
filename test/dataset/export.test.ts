import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { datasetFormat, FORMAT_NAMES, type FormatName } from "../../src/dataset/index.ts";
import { huntEnvironment } from "../../src/envs/index.ts";
import { exportRollouts, type ExportOptions } from "../../src/sdk/index.ts";
import { NETUID, NOON_MS, SignedRollouts } from "./signed-rollouts.ts";

const NETWORK = {
  ...{ why: "a test", netuid: NETUID, endpoint: "ws://127.0.0.1:9", endpointFallback: undefined },
} as unknown as Parameters<typeof exportRollouts>[0];

let signed: SignedRollouts;
let folder: string;
let problems: { key: string; reason: string }[];

beforeEach(async () => {
  signed = await SignedRollouts.make();
  folder = await mkdtemp(join(tmpdir(), "affine-export-"));
  problems = [];
});
afterEach(async () => {
  await signed.dispose();
  await rm(folder, { recursive: true });
});

const out = (): string => join(folder, "out");

function exported(options: Partial<ExportOptions> & { name?: FormatName; minReward?: number } = {}) {
  const { name = "parquet", minReward, ...rest } = options;
  const format = datasetFormat(name, minReward);
  return exportRollouts(
    { ...NETWORK, home: signed.folder },
    { dir: out(), format, onProblem: (problem) => problems.push(problem), ...rest },
  );
}

async function rowsOf(path: string): Promise<Record<string, unknown>[]> {
  const file = join(out(), path);
  if (path.endsWith(".parquet")) {
    return (await parquetReadObjects({ file: await asyncBufferFromFile(file) })) as Record<string, unknown>[];
  }
  const text = await readFile(file, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function files(): Promise<string[]> {
  const found = await readdir(out(), { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(out().length + 1));
}

describe("af export", () => {
  test("default: every rollout with everything that is known of it, and the line that proves it", async () => {
    const key = await signed.seal([
      { block: 10, text: "<answer>1</answer>", score: 1000, finishReason: "length", reasoning: "hm" },
      { block: 11, text: null, outcome: "infra_failure", reason: "timeout" },
    ]);
    const report = await exported();
    expect(report).toMatchObject({ rows: 2, leftOut: {}, manifest: "manifests/000000.json" });
    expect(report.parts.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^data\/SAT\/date=2026-07-01\/part-0000000010-[0-9a-f]{16}\.parquet$/),
    ]);
    const [first, second] = await rowsOf(report.parts[0]!.path);
    const [question] = signed.questions;
    expect(first).toEqual({
      schema_version: 1n,
      rollout_id: `${key}#2`,
      env: "SAT",
      env_version: question!.version,
      challenge_id: question!.id,
      seed: question!.seed,
      block: 10n,
      created_at: new Date(NOON_MS),
      validator_hotkey: signed.validator.address,
      miner_uid: 7n,
      miner_hotkey: signed.records[0]!.hotkey,
      model: "lab/affine-1",
      model_revision: signed.records[0]!.revision,
      prompt: question!.messages,
      completion: [{ role: "assistant", content: "<answer>1</answer>" }],
      extracted: null,
      finish_reason: "length",
      is_truncated: true,
      reward: 1,
      ok: true,
      metrics: null,
      error: null,
      info: expect.stringContaining('"reasoning":"hm"') as string,
      prompt_tokens: 180n,
      completion_tokens: 42n,
      latency_ms: 1500n,
      sampling: '{"seed":1,"temperature":0.7,"max_tokens":64}',
      data_source: "affine/SAT",
      ability: "SAT",
      shard_key: key,
      shard_line: 2n,
      shard_signature: expect.stringMatching(/^[0-9a-f]{128}$/) as string,
    });
    // Nothing was judged, which is not a 0.
    expect(second).toMatchObject({ reward: null, ok: null, prompt_tokens: null });
    expect([second?.["prompt"] ?? null, second?.["completion"] ?? null]).toEqual([null, null]);
    expect(second?.["error"]).toBe('{"meaning":"unanswered","reason":"timeout"}');
    expect(await readFile(join(out(), "README.md"), "utf8")).toContain('path: "data/SAT/**/*.parquet"');
    expect(problems).toEqual([]);
  });

  test("behavior: the next export adds what is new, and touches nothing that is there", async () => {
    await signed.seal([{ block: 10, text: "a" }]);
    const first = await exported();
    const before = await readFile(join(out(), first.parts[0]!.path));
    expect(await exported()).toMatchObject({ rows: 0, parts: [], manifest: null });
    await signed.seal([{ block: 20, text: "b", atMs: NOON_MS + 86_400_000 }]);
    const second = await exported();
    expect(second).toMatchObject({ rows: 1, manifest: "manifests/000001.json" });
    expect(second.parts[0]!.path).toContain("date=2026-07-02/part-0000000020-");
    expect(await readFile(join(out(), first.parts[0]!.path))).toEqual(before);
    expect((await files()).toSorted()).toEqual(
      [
        ...["README.md", "manifests/000000.json", "manifests/000001.json"],
        ...[first.parts[0]!.path, second.parts[0]!.path],
      ].toSorted(),
    );
  });

  test("behavior: the same records make the same files, byte for byte", async () => {
    await signed.seal([
      { block: 10, text: "a", score: 1000 },
      { block: 11, text: "b" },
    ]);
    const [first, second] = [await exported(), await exported({ dir: join(folder, "again") })];
    expect(second.parts).toEqual(first.parts);
  });

  test.each(FORMAT_NAMES)("behavior: %s has a row for each rollout that it can hold, with its proof", async (name) => {
    const key = await signed.seal([
      { block: 10, text: "<answer>1</answer>", score: 1000 },
      { block: 11, text: "wrong" },
      { block: 12, text: "broken", outcome: "invalid", reason: "check_broken" },
      { block: 13, text: null, outcome: "infra_failure", reason: "timeout" },
      { block: 14, text: "gone", score: 1000, isForgotten: true },
    ]);
    const report = await exported({ name });
    const counts: Record<FormatName, [number, object]> = {
      parquet: [5, {}],
      trl: [3, { no_text: 2 }],
      sft: [1, { low_reward: 1, no_reward: 2, no_text: 1 }],
      verl: [3, { no_text: 2 }],
      verifiers: [3, { no_text: 2 }],
      nemo: [3, { no_text: 2 }],
      inspect: [3, { no_text: 2 }],
      atif: [3, { no_text: 2 }],
    };
    expect([report.rows, report.leftOut]).toEqual(counts[name]);
    const text = await readFile(join(out(), report.parts[0]!.path), "latin1");
    if (name !== "inspect") {
      const rows = await rowsOf(report.parts[0]!.path);
      expect(rows).toHaveLength(counts[name][0]);
      const all = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
      expect(all).toContain(`"shard_key":${JSON.stringify(key)}`);
      expect(all).toContain('"shard_line":2');
    } else expect(text).toContain(JSON.stringify(key));
  });

  test("behavior: a reward that is missing stays missing in every format that says it", async () => {
    await signed.seal([{ block: 12, text: "broken", outcome: "invalid", reason: "check_broken" }]);
    const rewards: unknown[] = [];
    for (const name of ["parquet", "trl", "verl", "nemo", "verifiers", "atif"] as const) {
      const dir = join(folder, name);
      const { parts } = await exported({ name, dir });
      const row = (await rowsOf(`../${name}/${parts[0]!.path}`))[0] as never as {
        reward: unknown;
        extra_info: { reward: unknown };
        recorded: { reward: unknown };
        traces: { rewards: { correct: unknown } }[];
        final_metrics: { extra: { reward: unknown } };
      };
      if (name === "verl") rewards.push(row.extra_info.reward);
      else if (name === "nemo") rewards.push(row.recorded.reward);
      else if (name === "verifiers") rewards.push(row.traces[0]?.rewards.correct);
      else if (name === "atif") rewards.push(row.final_metrics.extra.reward);
      else rewards.push(row.reward);
    }
    expect(rewards).toEqual([null, null, null, null, null, null]);
  });

  test("behavior: sft takes what is good enough; the threshold belongs to the data set", async () => {
    await signed.seal([
      { block: 10, text: "half", score: 500 },
      { block: 11, text: "right", score: 1000 },
    ]);
    expect(await exported({ name: "sft", minReward: 0.5 })).toMatchObject({ rows: 2 });
    await expect(exported({ name: "sft", minReward: 1 })).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("behavior: only some environments, only the last blocks", async () => {
    await signed.seal([
      { block: 10, text: "old" },
      { block: 99, text: "new" },
    ]);
    expect(await exported({ envs: ["DED"] })).toMatchObject({ rows: 0 });
    expect(await exported({ dir: join(folder, "tail"), tailBlocks: 10 })).toMatchObject({ rows: 1 });
  });

  test("behavior: judging again gives the answer and its metrics, and tells a record that is wrong", async () => {
    const key = await signed.seal([
      { block: 10, text: "<answer>1 2</answer>", reason: "missing_variables" },
      { block: 11, text: "no", score: 1000 },
    ]);
    const { parts } = await exported({ judge: true });
    const [first, second] = await rowsOf(parts[0]!.path);
    expect(first).toMatchObject({ extracted: "1 2", metrics: expect.stringMatching(/^\{"/) as string });
    expect(second).toMatchObject({ extracted: null, metrics: null, reward: 1 });
    expect(problems).toMatchObject([{ key: `${key}#3`, reason: "verdict" }]);
  });

  test("behavior: an episode is judged again by all of its turns, and its row has the whole conversation", async () => {
    const { secret } = huntEnvironment.generate({ level: 3 }, "export-0");
    const turns = huntEnvironment.study!.oracle({ prompt: "", messages: [], secret }) as readonly string[];
    const earlier = [`<think>hm</think>${turns[0]}`, ...turns.slice(1, -1)];
    const text = turns.at(-1)!;
    await signed.seal([
      { block: 10, text, earlier, score: 1000 },
      { block: 11, text, earlier: [turns[0]!], score: 1000 },
    ]);
    const { parts } = await exported({ judge: true });
    const [right] = await rowsOf(parts[0]!.path);
    expect(right).toMatchObject({ env: "HUNT", reward: 1, completion: [{ role: "assistant", content: text }] });
    expect(JSON.parse(right!["metrics"] as string)).toMatchObject({ turns: turns.length, codesRight: 3 });
    const told = (right!["prompt"] as { role: string; content: string }[]).filter(({ role }) => role === "assistant");
    expect(told.map(({ content }) => content)).toEqual(turns.slice(0, -1));
    // The second one's claim is of another question, and so is wrong.
    expect(problems).toMatchObject([{ reason: "verdict" }]);
    const episodes = await exported({ name: "verifiers", dir: join(folder, "verifiers") });
    const line = (await readFile(join(folder, "verifiers", episodes.parts[0]!.path), "utf8")).split("\n")[0]!;
    const { traces } = JSON.parse(line) as { traces: { nodes: { sampled: boolean; message: { role: string } }[] }[] };
    expect(traces[0]!.nodes.filter(({ sampled }) => sampled).length).toBe(turns.length);
  });

  test("error: a broken shard and a damaged text are told, and the rest is exported", async () => {
    await signed.seal([{ block: 10, text: "a" }]);
    const broken = await signed.seal([{ block: 20, text: "b" }]);
    await signed.seal([{ block: 30, text: "c" }]);
    await writeFile(join(signed.folder, broken), "no shard");
    const { transcript } = signed.records[0]!;
    await writeFile(join(signed.folder, `transcripts/${NETUID}/${transcript!.slice(0, 2)}/${transcript}.json.gz`), "x");
    expect(await exported()).toMatchObject({ rows: 2 });
    expect(problems.map(({ key }) => key)).toEqual([`transcript ${transcript}`, broken]);
  });

  test("error: a folder of something else, another format, no records: nothing is written", async () => {
    await signed.seal([{ block: 10, text: "a" }]);
    await mkdir(out());
    await writeFile(join(out(), "thesis.txt"), "years of work");
    await expect(exported()).rejects.toMatchObject({ code: "invalid_input" });
    expect(await files()).toEqual(["thesis.txt"]);
    await rm(join(out(), "thesis.txt"));
    await exported();
    const before = (await files()).toSorted();
    await expect(exported({ name: "trl" })).rejects.toThrow("holds another data set: parquet of rollouts");
    expect((await files()).toSorted()).toEqual(before);
    await expect(exported({ store: join(folder, "nowhere") })).rejects.toMatchObject({ code: "not_found" });
    await expect(exported({ dir: join(folder, "x"), validators: ["5C"] })).rejects.toThrow("no records of 5C");
  });

  test("error: an interrupted export adds nothing, and the next one adds all", async () => {
    await signed.seal([{ block: 10, text: "a" }]);
    await expect(exported({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "interrupted" });
    expect(await files()).toEqual([]);
    expect(await exported()).toMatchObject({ rows: 1 });
  });

  test("error: what a crash left is completed where the manifest was written, else taken away", async () => {
    await signed.seal([{ block: 10, text: "a" }]);
    const { parts, manifest } = await exported();
    const [part] = parts;
    const incoming = join(out(), ".incoming");
    // As it was when the files had no names yet.
    await mkdir(incoming);
    await writeFile(join(incoming, part!.path.replaceAll("/", "+")), await readFile(join(out(), part!.path)));
    await writeFile(join(incoming, "manifest.json"), await readFile(join(out(), manifest!)));
    await rm(join(out(), part!.path));
    await rm(join(out(), manifest!));
    expect(await exported()).toMatchObject({ rows: 0, manifest: null });
    expect(await rowsOf(part!.path)).toHaveLength(1);
    // As it was before.
    await mkdir(incoming);
    await writeFile(join(incoming, "part-0"), "half a file");
    await exported();
    expect((await files()).filter((path) => path.startsWith("."))).toEqual([]);
  });

  test("error: two exports of one folder at once: the second is refused", async () => {
    await signed.seal([{ block: 10, text: "a" }]);
    const both = await Promise.allSettled([exported(), exported()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "locked" } });
  });

  test("error: a README of one's own stays", async () => {
    await signed.seal([{ block: 10, text: "a" }]);
    await exported();
    await writeFile(join(out(), "README.md"), "# Mine\n");
    await signed.seal([{ block: 11, text: "b" }]);
    await exported();
    expect(await readFile(join(out(), "README.md"), "utf8")).toBe("# Mine\n");
  });
});
