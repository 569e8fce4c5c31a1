import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
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
import { lastJson, runIn, type TrainersEnvironment } from "./run-python.ts";

const environments = valueOf(REAL_TRAINERS);
const LEVEL = 1;
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const WHEEL = fileURLToPath(new URL("../../python/", import.meta.url));
const { name: MODEL } = demoModels().find(({ fault, solver }) => fault === undefined && solver === "full")!;

describe.skipIf(environments === undefined)("a trainer's own client", () => {
  let doors: Doors;
  let host: InferenceHost;
  let cwd: string;
  /** The wheel, installed as a stranger would. */
  let installed: string;
  let questions: GeneratedChallenge[];
  let answers: string[];

  const run = (which: TrainersEnvironment, program: string, args: string[], env: Record<string, string> = {}) =>
    runIn(environments ?? "", which, program, args, {
      cwd,
      env: { AFFINE_URL: doors.url, PYTHONPATH: installed, ...env },
    });

  beforeAll(async () => {
    doors = await openDoors();
    host = await startInferenceHost({ port: 0, models: demoModels(), workers: 1 });
    cwd = await mkdtemp(join(tmpdir(), "affine-trainers-"));
    installed = join(cwd, "installed");
    questions = [0, 1, 2].map((index) =>
      makeChallenge(satEnvironment, {
        params: { level: LEVEL },
        seed: splitSeed(satEnvironment, splitNamed("train"), index),
      }),
    );
    answers = [rightAnswer(questions[0]!), "no", "<answer>1</answer>"];
    // A build writes beside its sources.
    await cp(WHEEL, join(cwd, "wheel"), { recursive: true });
    const built = await run("verifiers", "python", [
      ...["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", installed],
      join(cwd, "wheel"),
    ]);
    expect(built.stderr.replaceAll(/^\[notice\].*$/gm, "").trim()).toBe("");
    expect(built.code).toBe(0);
  });
  afterAll(async () => {
    await doors.close();
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

  test.each(["SAT", "ABD", "DED", "INDUCE"])("OpenEnv: openenv validate --url, every criterion, %s", async (env) => {
    const { code, stdout } = await run("openenv", "openenv", ["validate", "--url", `${doors.url}/envs/${env}`]);
    expect(stdout).toContain("PASS  mode_endpoint_consistency");
    expect(stdout).not.toContain("FAIL");
    expect(code).toBe(0);
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
    const traces = await evaluate(["affine-arena", "--env.taskset.level", String(LEVEL), "-n", "2"]);
    expect(traces.map(({ prompt }) => prompt).toSorted()).toEqual(promptsOf(2));
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
    const traces = await evaluate(["@", join(cwd, "nemo.toml")]);
    expect(traces.map(({ prompt }) => prompt).toSorted()).toEqual(promptsOf(2));
    for (const { reward } of traces) expect(reward).toBe(1);
  });

  function promptsOf(count: number): string[] {
    return questions
      .slice(0, count)
      .map(({ prompt }) => prompt)
      .toSorted();
  }

  /** Runs `vf-eval` with the embedded host as the model, and reads what it wrote down of each rollout. */
  async function evaluate(args: string[]): Promise<{ prompt: string; reward: number }[]> {
    const output = await mkdtemp(join(cwd, "outputs-"));
    const model = ["-m", MODEL, "--client.base-url", host.baseUrl, "--client.api-key-var", "MODEL_KEY"];
    const agent = ["--env.agent.harness.id", "null", "--env.agent.runtime.type", "subprocess"];
    const ran = await run(
      "verifiers",
      "vf-eval",
      [...args, ...agent, ...model, "--no-rich", "--no-push", "-o", output],
      {
        MODEL_KEY: "none",
      },
    );
    expect(ran.code, ran.stderr.slice(-3_000)).toBe(0);
    const [folder = ""] = await readdir(output);
    const lines = (await readFile(join(output, folder, "traces.jsonl"), "utf8")).trim().split("\n");
    return lines.map((line) => traceOf(JSON.parse(line)));
  }
});

test("default: the lists of the trainers' packages are pinned by hashes", async () => {
  for (const name of ["openenv", "openreward", "verifiers"]) {
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
