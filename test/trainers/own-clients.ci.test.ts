import { createServer, type AddressInfo } from "node:net";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Doors } from "../../src/doors/index.ts";
import { splitNamed, splitSeed } from "../../src/doors/evaluator/splits.ts";
import { makeChallenge, satEnvironment, type GeneratedChallenge } from "../../src/envs/index.ts";
import { demoModels, startInferenceHost, type InferenceHost } from "../../src/localnet/index.ts";
import { openDoors } from "../doors/open-doors.ts";
import { rightAnswer } from "../doors/right-answer.ts";
import { REAL_TRAINERS, valueOf } from "../setup/outside.ts";
import { datasetFormat, type FormatName } from "../../src/dataset/index.ts";
import { exportRollouts } from "../../src/sdk/index.ts";
import { SignedRollouts } from "../dataset/signed-rollouts.ts";
import { startRecordingProxy, type AskedMessages, type RecordingProxy } from "./recording-proxy.ts";
import { lastJson, runIn, startIn, type TrainersEnvironment } from "./run-python.ts";

const environments = valueOf(REAL_TRAINERS);
const LEVEL = 1;
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const WHEEL = fileURLToPath(new URL("../../python/", import.meta.url));
/** One that solves the easiest questions always; others are careless now and then. */
const { name: MODEL } = demoModels().find(({ name }) => name === "affine-lab/affine-full")!;

describe.skipIf(environments === undefined)("a trainer's own client", () => {
  let doors: Doors;
  let host: InferenceHost;
  /** The model's host, as the clients see it. */
  let proxy: RecordingProxy;
  let cwd: string;
  /** The wheel, installed as a stranger would. */
  let installed: string;
  let questions: GeneratedChallenge[];
  let answers: string[];

  const run = (which: TrainersEnvironment, program: string, args: string[], env: Record<string, string> = {}) =>
    runIn(environments ?? "", which, program, args, {
      cwd,
      env: { AFFINE_URL: doors.url, PYTHONPATH: installed, ...env },
      programs: join(cwd, "bin"),
    });

  beforeAll(async () => {
    doors = await openDoors();
    // As good as the demo's best, without its slips of the pen: every answer must be right here.
    const models = demoModels().map((model) => ({ ...model, mistakeThousandths: 0 }));
    host = await startInferenceHost({ port: 0, models, workers: 1 });
    proxy = await startRecordingProxy(host.baseUrl);
    cwd = await mkdtemp(join(tmpdir(), "affine-trainers-"));
    // inspect takes a package for installed by this name.
    installed = join(cwd, "site-packages");
    await mkdir(join(cwd, "bin"));
    await cp(here("uv"), join(cwd, "bin", "uv"));
    questions = [0, 1, 2].map((index) =>
      makeChallenge(satEnvironment, {
        params: { level: LEVEL },
        seed: splitSeed(satEnvironment, splitNamed("train"), index),
      }),
    );
    answers = [rightAnswer(questions[0]!), "no", "<answer>1</answer>"];
    // A build writes beside its sources.
    await cp(WHEEL, join(cwd, "wheel"), { recursive: true });
    // By the pinned build backend, with nothing from outside; then installed as a stranger would.
    const wheels = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"];
    const made = await run("verifiers", "python", [...wheels, "-w", join(cwd, "dist"), join(cwd, "wheel")]);
    expect(made.code, made.stderr).toBe(0);
    const [wheel = ""] = await readdir(join(cwd, "dist"));
    expect(wheel).toMatch(/^affine_arena-[0-9.]+-py3-none-any\.whl$/);
    const built = await run("verifiers", "python", [
      ...["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", installed],
      join(cwd, "dist", wheel),
    ]);
    expect(built.stderr.replaceAll(/^\[notice\].*$/gm, "").trim()).toBe("");
    expect(built.code).toBe(0);
  });
  afterAll(async () => {
    await doors.close();
    await proxy.close();
    await host.close();
    await rm(cwd, { recursive: true });
  });

  test("the wheel holds its own package, typed, and no scoring", async () => {
    const files = await readdir(join(installed, "affine_arena"));
    expect(files).toEqual(expect.arrayContaining(["py.typed", "client.py", "trl_reward.py"]));
    const own = await run("verifiers", "python", ["-m", "unittest", "discover", "-s", join(cwd, "wheel", "tests")]);
    expect(own.stderr).toMatch(/\nOK\s*$/);
    expect(own.stderr).not.toContain("skipped");
  });

  test("the examples run", async () => {
    const example = (name: string): string => here(`../../examples/python/${name}`);
    const groups = await run("verifiers", "python", [example("batch_reward.py")]);
    expect(groups.stdout.match(/rewards \[(?:[01]\.0(?:, )?){8}\]/g), groups.stderr).toHaveLength(4);
    const args = [example("policy_gradient.py"), "--seeds", "1", "--steps", "10", "--tests", "20"];
    const learnt: { before: number; after: number; curve: number[] } = lastJson(await run("verifiers", "python", args));
    expect(learnt.curve).toHaveLength(10);
    // TRL is not here: that of GRPO is read, not run.
    const compiled = await run("verifiers", "python", ["-m", "py_compile", example("trl_grpo.py")]);
    expect(compiled.code, compiled.stderr).toBe(0);
  });

  test("OpenEnv: GenericEnvClient, synchronous and asynchronous", async () => {
    const url = `${doors.url}/envs/SAT@${LEVEL}`;
    const told: { sync: { episodes: object[]; state: object; refused: string }; async: object[] } = lastJson(
      await run("openenv", "python", [here("openenv_clients.py"), url, JSON.stringify(answers)]),
    );
    const reasons = ["correct", "no_answer", "missing_variables"];
    const expected = questions.map(({ prompt, id }, index) => ({
      ...{ prompt, challenge_id: id, reset_reward: null, reset_done: false, done: true },
      ...{ reward: index === 0 ? 1 : 0, reason: reasons[index] },
    }));
    expect(told.sync.episodes).toEqual(expected);
    expect(told.async).toEqual(expected);
    expect(told.sync.state).toMatchObject({ step_count: 1, challenge_id: questions[2]!.id });
    expect(told.sync.refused).toContain("EXECUTION_ERROR");
  });

  // One start of the command for each environment would take most of a minute.
  test("OpenEnv: openenv validate --url, every criterion, on every environment", async () => {
    // The six of openenv 0.10.0: all that its check of a running server has.
    const criteria = [
      ...["openapi_version_available", "health_endpoint", "metadata_endpoint", "schema_endpoint", "mcp_endpoint"],
      "mode_endpoint_consistency",
    ];
    await Promise.all(
      ["SAT", "ABD", "DED", "INDUCE", "TRACK", "PLAN", "PROVE", "OPT"].map(async (env) => {
        const args = ["validate", "--url", `${doors.url}/envs/${env}`, "--json", "--timeout", "60"];
        const { code, stdout } = await run("openenv", "openenv", args);
        expect(JSON.parse(stdout)).toMatchObject({
          passed: true,
          mode: "simulation",
          summary: { passed_count: criteria.length, total_count: criteria.length, failed_criteria: [] },
          criteria: criteria.map((id) => ({ id, passed: true })),
        });
        expect(code).toBe(0);
      }),
    );
  });

  test("OpenEnv: openenv collect, with our sessions; the model is asked the question as it is", async () => {
    const output = join(cwd, "collected");
    proxy.asked.length = 0;
    const args = [
      ...["collect", `reasoning_gym:SAT@${LEVEL}`, "--base-url", doors.url, "-o", output, "-n", "2", "--model", MODEL],
      ...["--llm-endpoint", proxy.baseUrl, "--provider", "openai", "--max-tokens", "1000", "--system-prompt", " "],
    ];
    const env = { PYTHONPATH: `${installed}:${here("openenv-collect")}`, OPENAI_API_KEY: "none" };
    const { code, stderr, stdout } = await run("openenv", "openenv", args, env);
    expect(code, stderr + stdout).toBe(0);
    const lines = (await readFile(join(output, "results.jsonl"), "utf8")).trim().split("\n");
    const episodes = lines.map((line) => JSON.parse(line) as { reward: number; messages: { content: string }[] });
    expect(episodes.map(({ reward }) => reward)).toEqual([1, 1]);
    expect(episodes.map(({ messages }) => messages[0]?.content)).toEqual(
      questions.slice(0, 2).map((one) => one.prompt),
    );
    expect(lastAsked()).toEqual(promptsOf(2));
  });

  test("OpenReward: sessions, prompt, submit", async () => {
    const args = [here("openreward_client.py"), doors.url, `SAT@${LEVEL}`, JSON.stringify(answers)];
    const told: { splits: string[]; tests: number; sessions: object[] } = lastJson(
      await run("openreward", "python", args),
    );
    expect([told.splits, told.tests]).toEqual([["train", "test"], 10_000]);
    expect(told.sessions).toEqual(
      questions.map(({ prompt }, index) => ({
        ...{ prompt, tools: ["submit"], finished: true, reward: index === 0 ? 1 : 0 },
        reason: ["correct", "no_answer", "missing_variables"][index],
      })),
    );
  });

  test("skyrl-gym: our environment, made by its registry", async () => {
    const args = [here("skyrl_client.py"), JSON.stringify(questions.map(({ id }) => id)), JSON.stringify(answers)];
    const told: { reward: number; done: boolean }[] = lastJson(await run("verifiers", "python", args));
    expect(told.map(({ reward, done }) => [reward, done])).toEqual([
      [1, true],
      [0, true],
      [0, true],
    ]);
  });

  test("verifiers: eval with our taskset; the prompt arrives as it is, the reward is the verdict", async () => {
    proxy.asked.length = 0;
    const traces = await evaluate(["affine-arena", "--env.taskset.level", String(LEVEL), "-n", "2"]);
    expect(traces.map(({ prompt }) => prompt).toSorted()).toEqual(promptsOf(2));
    expect(everythingAsked()).toEqual(promptsOf(2).map((content) => [{ role: "user", content }]));
    for (const { reward } of traces) expect(reward).toBe(1);
  });

  test("verifiers: NeMoGymTaskset against the NeMo Gym door", async () => {
    const rows = questions.slice(0, 2).map(({ id, env, version, seed, messages }) =>
      JSON.stringify({
        responses_create_params: { input: messages },
        env,
        env_version: version,
        seed,
        challenge_id: id,
      }),
    );
    await writeFile(join(cwd, "rows.jsonl"), rows.join("\n"));
    const config = [
      ...["[env.taskset]", 'id = "nemo-gym"', `dataset = "${join(cwd, "rows.jsonl")}"`],
      ...["[env.taskset.task]", `resources_url = "${doors.url}/nemo/SAT"`],
    ];
    await writeFile(join(cwd, "nemo.toml"), config.join("\n"));
    proxy.asked.length = 0;
    const traces = await evaluate(["@", join(cwd, "nemo.toml")]);
    expect(traces.map(({ prompt }) => prompt).toSorted()).toEqual(promptsOf(2));
    for (const { reward } of traces) expect(reward).toBe(1);
    expect(everythingAsked()).toEqual(promptsOf(2).map((content) => [{ role: "user", content }]));
  });

  test("verifiers: OpenEnvTaskset, which wraps the question in JSON: by which factor is in the docs", async () => {
    const config = [
      ...["[env.taskset]", 'id = "openenv"', `base_url = "${doors.url}/envs/SAT@${LEVEL}"`],
      ...[0, 1].map((index) => `[[env.taskset.resets]]\nsplit = "train"\nindex = ${index}`),
    ];
    await writeFile(join(cwd, "openenv.toml"), config.join("\n"));
    proxy.asked.length = 0;
    const questionIn = (text: string): string =>
      (JSON.parse(text) as { observation: { prompt: string } }).observation.prompt;
    // A language model reads through the JSON; our scripted one is given what is in it.
    proxy.unwrap = questionIn;
    const packages = join(environments ?? "", "openenv", "lib");
    const [python = ""] = await readdir(packages);
    const traces = await evaluate(["@", join(cwd, "openenv.toml")], "player", {
      PYTHONPATH: `${installed}:${here("beside-verifiers")}`,
      OPENENV_PACKAGES: join(packages, python, "site-packages"),
    });
    proxy.unwrap = undefined;
    for (const { reward } of traces) expect(reward).toBe(1);
    expect(lastAsked().map(questionIn).toSorted()).toEqual(promptsOf(2));
    const factor = lastAsked().join("").length / promptsOf(2).join("").length;
    const docs = await readFile(fileURLToPath(new URL("../../docs/serve.md", import.meta.url)), "utf8");
    expect(docs).toContain(`${factor.toFixed(1)} times the text`);
  });

  test("inspect: eval of our task with the embedded host as the model; the prompt arrives as it is", async () => {
    proxy.asked.length = 0;
    const task = ["affine_arena/affine", "-T", "env=SAT", "-T", `level=${LEVEL}`, "-T", "split=train", "-T", "stop=2"];
    const model = ["--model", `openai-api/local/${MODEL}`, "--display", "plain", "--log-format", "json"];
    const env = { LOCAL_API_KEY: "none", LOCAL_BASE_URL: proxy.baseUrl };
    const ran = await run("inspect", "inspect", ["eval", ...task, ...model, "--log-dir", join(cwd, "logs")], env);
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    const [log = ""] = (await readdir(join(cwd, "logs"))).filter((name) => name.endsWith(".json"));
    const told = JSON.parse(await readFile(join(cwd, "logs", log), "utf8")) as {
      status: string;
      samples: { scores: { verdict: { value: number; explanation: string } } }[];
    };
    expect(told.status).toBe("success");
    const verdicts = told.samples.map(({ scores }) => [scores.verdict.value, scores.verdict.explanation]);
    expect(verdicts).toEqual([
      [1, "correct"],
      [1, "correct"],
    ]);
    expect(everythingAsked()).toEqual(promptsOf(2).map((content) => [{ role: "user", content }]));
  });

  describe("what we export", () => {
    let signed: SignedRollouts;
    let keys: string[];
    const folders: Partial<Record<FormatName, string>> = {};

    beforeAll(async () => {
      signed = await SignedRollouts.make();
      keys = [
        await signed.seal([
          { block: 10, text: "<answer>1</answer>", score: 1000 },
          { block: 11, text: "wrong" },
          { block: 12, text: "not judged", outcome: "invalid", reason: "check_broken" },
        ]),
      ];
      for (const name of ["parquet", "trl", "sft", "verl", "nemo", "verifiers", "inspect"] as const) {
        const dir = join(cwd, "exported", name);
        folders[name] = dir;
        await exportRollouts({ netuid: 120, home: signed.folder } as Parameters<typeof exportRollouts>[0], {
          dir,
          format: datasetFormat(name),
          onProblem: ({ message }) => expect.fail(message),
        });
      }
    });
    afterAll(() => signed.dispose());

    test("pyarrow, duckdb and datasets read every table; a missing reward is null", async () => {
      const { parquet, trl, sft, verl, nemo } = folders;
      const tables = { parquet, trl, sft, verl, nemo };
      const told: Record<string, { rows: number; first: object; columns: string[]; duckdb: number }> = lastJson(
        await run("inspect", "python", [here("read_datasets.py"), JSON.stringify(tables)], { HF_HUB_OFFLINE: "1" }),
      );
      const [question] = signed.questions;
      expect(told).toMatchObject({
        parquet: {
          ...{ rows: 3, duckdb: 3, pyarrow: { rows: 3 }, without_reward: 1, rewards: [1, 0, null] },
          first: { prompt: question!.messages, completion: [{ role: "assistant", content: "<answer>1</answer>" }] },
        },
        trl: { rows: 3, duckdb: 3, first: { challenge_id: question!.id, level: 1 } },
        sft: { rows: 1, duckdb: 1, first: { shard_key: keys[0], shard_line: 2 } },
        verl: { rows: 3, first: { reward_model: { style: "rule", ground_truth: question!.id }, ability: "SAT" } },
        nemo: { rows: 3, first: { challenge_id: question!.id } },
      });
      expect(told["parquet"]).toMatchObject({
        pyarrow: { types: { created_at: "timestamp[ms, tz=UTC]", block: "int64", seed: "string", reward: "double" } },
      });
    });

    test("verifiers reads the episodes", async () => {
      const [path = ""] = await filesOf(folders.verifiers!, ".jsonl");
      const told: unknown = lastJson(await run("verifiers", "python", [here("read_episodes.py"), path]));
      const completions = ["<answer>1</answer>", "wrong", "not judged"];
      expect(told).toEqual(
        signed.questions.map(({ prompt }, index) => ({
          ...{ prompt, completion: completions[index], reward: [1, 0, null][index], ok: index < 2 },
          ...{ tokens: 42, turns: 1 },
        })),
      );
    });

    test("inspect reads the logs and the questions, and its view lists them", async () => {
      const sampled = questions.map((question) => datasetFormat("inspect").ofQuestion?.(question.toJSON()));
      await writeFile(join(cwd, "samples.jsonl"), sampled.map((row) => JSON.stringify(row)).join("\n"));
      const data = join(folders.inspect!, "data");
      const told: { logs: { samples: object[] }[]; samples: object[] } = lastJson(
        await run("inspect", "python", [here("read_inspect.py"), data, join(cwd, "samples.jsonl")]),
      );
      expect(told.logs).toMatchObject([
        { model: "lab/affine-1", status: "success", total: 3, metrics: { mean: 0.5, stderr: 0.5 } },
      ]);
      expect(told.logs[0]?.samples).toEqual(
        signed.questions.map(({ prompt }, index) => ({
          ...{ id: `${keys[0]}#${index + 2}`, prompt, line: index + 2 },
          ...{ completion: ["<answer>1</answer>", "wrong", "not judged"][index], score: [1, 0, null][index] },
          error: index === 2 ? "invalid: check_broken" : null,
        })),
      );
      expect(told.samples).toEqual(questions.map(({ id, prompt }) => ({ id, input: prompt, target: id })));

      const port = String(await freePort());
      const view = startIn(environments ?? "", "inspect", "inspect", ["view", "--log-dir", data, "--port", port], {
        cwd,
      });
      try {
        await expect
          .poll(() => fetch(`http://127.0.0.1:${port}/api/logs`).then((answer) => answer.text(), String), {
            interval: 500,
          })
          .toContain("affine-SAT");
      } finally {
        view.kill();
      }
    });
  });

  /** What the model was asked, each conversation once. */
  function everythingAsked(): AskedMessages[] {
    return proxy.asked.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }

  function lastAsked(): string[] {
    return proxy.asked.map((messages) => String(messages.at(-1)?.content)).toSorted();
  }

  function promptsOf(count: number): string[] {
    return questions
      .slice(0, count)
      .map(({ prompt }) => prompt)
      .toSorted();
  }

  /** Runs `vf-eval` with the embedded host as the model, and reads what it wrote down of each rollout. */
  async function evaluate(
    args: string[],
    seat = "agent",
    env: Record<string, string> = {},
  ): Promise<{ prompt: string; reward: number }[]> {
    const output = await mkdtemp(join(cwd, "outputs-"));
    const model = ["-m", MODEL, "--client.base-url", proxy.baseUrl, "--client.api-key-var", "MODEL_KEY"];
    const agent = [`--env.${seat}.harness.id`, "null", `--env.${seat}.runtime.type`, "subprocess"];
    const ran = await run(
      "verifiers",
      "vf-eval",
      [...args, ...agent, ...model, "--no-rich", "--no-push", "-o", output],
      {
        MODEL_KEY: "none",
        ...env,
      },
    );
    expect(ran.code, ran.stderr.slice(-3_000)).toBe(0);
    const [folder = ""] = await readdir(output);
    const lines = (await readFile(join(output, folder, "traces.jsonl"), "utf8")).trim().split("\n");
    return lines.map((line) => traceOf(JSON.parse(line)));
  }
});

test("default: the lists of the trainers' packages are pinned by hashes", async () => {
  for (const name of ["inspect", "openenv", "openreward", "verifiers"]) {
    const text = await readFile(fileURLToPath(new URL(`../../ops/trainers/${name}.txt`, import.meta.url)), "utf8");
    const pins = text.match(/^[A-Za-z0-9._-]+==\S+ \\\n {4}--hash=sha256:[0-9a-f]{64}$/gm) ?? [];
    expect(pins.length).toBeGreaterThan(40);
    expect(text.replaceAll(/^#.*\n/gm, "").trim()).toBe(pins.join("\n"));
  }
});

/** The question that a model saw and the reward of what it said, out of the record of an episode of one agent. */
function traceOf(episode: unknown): { prompt: string; reward: number } {
  const [trace] = (
    episode as {
      traces: {
        nodes: { message: { role: string; content: string } }[];
        rewards: Record<string, { score: number }>;
      }[];
    }
  ).traces;
  const prompt = trace?.nodes.find(({ message }) => message.role === "user")?.message.content ?? "";
  const [reward] = Object.values(trace?.rewards ?? {});
  return { prompt, reward: reward?.score ?? Number.NaN };
}

async function filesOf(folder: string, ending: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true });
  return found.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
