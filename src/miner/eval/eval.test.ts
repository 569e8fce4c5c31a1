import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AffineError, type Answer } from "../../core/index.ts";
import type { JobContext } from "../../rounds/index.ts";
import { challengeFromId, defineEnvironment, registerEnvironment } from "../../envs/index.ts";
import { logger } from "../../telemetry/index.ts";
import {
  CUT_OFF_BY_HOST,
  EvalFile,
  evalQuestions,
  evalSettings,
  readEvalFile,
  runEval,
  settingsOfFile,
  summarise,
  type EvalAnswer,
} from "./index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-eval-"));
});
afterAll(() => rm(folder, { recursive: true }));

const settings = evalSettings({
  seed: "7",
  model: "me/affine-one",
  baseUrl: "http://127.0.0.1:9/v1",
  environments: [{ name: "SAT", params: { level: 1 } }],
});

function said(text: string): Answer {
  return {
    text,
    reasoning: "",
    finishReason: "stop",
    usage: { promptTokens: 10, completionTokens: 20 },
    latencyMs: 100,
    firstTokenMs: 10,
    responseId: null,
    servedModel: null,
    attempts: 1,
  };
}

function contextOf(query: (prompt: string) => Promise<Answer>): JobContext {
  return {
    inference: { query: (messages) => query(messages.at(-1)?.content ?? "") },
    nowMs: () => 0,
    log: logger("test"),
  };
}

describe("evalQuestions", () => {
  test("law: the same settings ask the same questions; another seed asks others; more are a continuation", () => {
    const ids = (seed: string, count: number) =>
      [...evalQuestions({ ...settings, seed }, count)].map(({ challenge }) => challenge);
    expect(ids("7", 5)).toEqual(ids("7", 9).slice(0, 5));
    expect(new Set([...ids("7", 20), ...ids("8", 20)]).size).toBe(40);
    expect(() => challengeFromId(ids("7", 1)[0]!)).not.toThrow();
  });
});

describe("runEval", () => {
  test("default: asks every question once, judges as validators do, and bounds what is under way", async () => {
    let underWay = 0;
    let most = 0;
    const asked: string[] = [];
    const context = contextOf(async (prompt) => {
      underWay += 1;
      most = Math.max(most, underWay);
      asked.push(prompt);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return said("<answer>1</answer>");
    });
    const answers = await runEval({ settings, count: 12, concurrency: 3, context });
    expect(answers.map(({ index }) => index)).toEqual([...Array(12).keys()]);
    expect(new Set(asked).size).toBe(12);
    expect(most).toBe(3);
    expect(answers.every(({ outcome, score }) => outcome === "scored" && score === 0)).toBe(true);
  });

  test("behavior: the host's failures and the scorer's own have no score", async () => {
    registerEnvironment(
      defineEnvironment({
        name: "BROKEN",
        aliases: [],
        version: "1",
        title: "Broken",
        description: "Its checker fails.",
        answerFormat: "any",
        levels: [1],
        scoredLevels: [1],
        defaultLevel: 1,
        generate: () => ({ prompt: "Say yes.", messages: [], secret: "yes" }),
        check: () => {
          throw new AffineError("sandbox_unavailable", "no sandbox");
        },
      }),
    );
    const broken = evalSettings({ ...settings, environments: [{ name: "BROKEN" }] });
    const [judged] = await runEval({
      settings: broken,
      count: 1,
      concurrency: 1,
      context: contextOf(() => Promise.resolve(said("yes"))),
    });
    expect(judged).toMatchObject({ outcome: "infra_failure", score: null });
    const refuse = contextOf(() =>
      Promise.reject(new AffineError("inference_unavailable", "cold", { details: { status: 503 } })),
    );
    const [cold] = await runEval({ settings, count: 1, concurrency: 1, context: refuse });
    expect(cold).toMatchObject({ outcome: "infra_failure", reason: "overloaded", score: null });
    const [empty] = await runEval({
      settings,
      count: 1,
      concurrency: 1,
      context: contextOf(() => Promise.resolve(said(" "))),
    });
    expect(empty).toMatchObject({ outcome: "model_failure", reason: "empty", score: 0 });
    const summary = summarise(["SAT"], [cold!, { ...empty!, index: 1 }]);
    expect(summary.rows[0]).toMatchObject({ asked: 2, scored: 1, meanBp: 0, unscored: { overloaded: 1 } });
    expect(summarise(["SAT"], [cold!]).meanBp).toBeNull();
  });

  test("behavior: what the host cuts off before our limit has no score, but where the contest is forecast", async () => {
    const cut = (answer: Partial<Answer>, options: object = {}) =>
      runEval({
        settings,
        count: 1,
        concurrency: 1,
        context: contextOf(() => Promise.resolve({ ...said("<think> so"), finishReason: "length", ...answer })),
        ...options,
      });
    const [byHost] = await cut({});
    expect(byHost).toMatchObject({ outcome: "infra_failure", reason: CUT_OFF_BY_HOST, score: null });
    expect(byHost?.cutOff).toEqual({ by: "host", at: 20, of: 16_384 });
    const [forecast] = await cut({}, { cutOffsCount: true });
    expect(forecast).toMatchObject({ outcome: "scored", score: 0, cutOff: { by: "host" } });
    const [silent] = await cut({ text: "" });
    expect(silent).toMatchObject({ reason: CUT_OFF_BY_HOST, score: null });
    const [byUs] = await cut({ usage: { promptTokens: 1, completionTokens: 16_384 } });
    expect(byUs).toMatchObject({ outcome: "scored", score: 0, cutOff: { by: "us" } });
    const [short] = await cut({ usage: null });
    expect(short).toMatchObject({ reason: CUT_OFF_BY_HOST, score: null, completionTokens: null });
    const [unknown] = await cut({ usage: null, text: "x".repeat(16_384) });
    expect(unknown).toMatchObject({ outcome: "scored", score: 0, cutOff: { by: "unknown" }, completionTokens: null });

    const [row] = summarise(
      ["SAT"],
      [byHost, byUs, unknown].flatMap((one, index) => (one ? [{ ...one, index }] : [])),
    ).rows;
    expect(row).toMatchObject({ asked: 3, scored: 2, completionTokens: 16_384, unscored: { [CUT_OFF_BY_HOST]: 1 } });
    expect(row?.cutOff).toEqual({ us: 1, host: 1, unknown: 1 });
    expect(row?.cutOffAt).toEqual({ fewest: 20, most: 20, of: 16_384 });
    expect(summarise(["SAT"], unknown ? [unknown] : []).rows[0]?.completionTokens).toBeNull();
  });

  test("error: stopped, nothing is left running", async () => {
    const stop = new AbortController();
    let running = 0;
    const context: JobContext = {
      ...contextOf(() => Promise.resolve(said(""))),
      inference: {
        query: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            running += 1;
            if (running === 4) stop.abort();
            signal!.addEventListener("abort", () => {
              running -= 1;
              reject(new AffineError("interrupted", "stopped"));
            });
            if (signal!.aborted) {
              running -= 1;
              reject(new AffineError("interrupted", "stopped"));
            }
          }),
      },
    };
    const run = runEval({ settings, count: 9, concurrency: 4, context, signal: stop.signal });
    await expect(run).rejects.toMatchObject({ code: "interrupted" });
    expect(running).toBe(0);
  });
});

describe("EvalFile", () => {
  const answer = (index: number, changes: Partial<EvalAnswer> = {}): EvalAnswer => ({
    kind: "answer",
    ...[...evalQuestions(settings, 9)][index]!,
    outcome: "scored",
    score: 1000,
    reason: "correct",
    promptTokens: 1,
    completionTokens: 2,
    latencyMs: 3,
    ...changes,
  });

  test("default: what was written is known, failures are asked again, a torn line is cut off", async () => {
    const path = join(folder, "run.ndjson");
    const file = await EvalFile.open(path, settings);
    await Promise.all([
      file.add(answer(0)),
      file.add(answer(1, { outcome: "infra_failure", score: null, reason: "timeout" })),
    ]);
    await file.close();
    await appendFile(path, '{"kind":"answer","env":"SA');
    const again = await EvalFile.open(path, settings);
    expect(again.answers).toEqual([answer(0)]);
    await again.add(answer(2));
    await again.close();
    expect((await EvalFile.open(path, settings)).answers).toEqual([answer(0), answer(2)]);
    expect(await settingsOfFile(path)).toEqual(settings);
    const asked: string[] = [];
    const context = contextOf((prompt) => {
      asked.push(prompt);
      return Promise.resolve(said("?"));
    });
    await runEval({ settings, count: 4, concurrency: 2, context, known: again.answers.concat(answer(2)) });
    expect(asked).toHaveLength(2);
  });

  test("error: a question that is answered twice, and another evaluation's, are refused by their lines", async () => {
    const path = join(folder, "repeated.ndjson");
    const write = (...lines: readonly object[]): Promise<void> =>
      writeFile(path, [settings, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(""));
    const failed = answer(0, { outcome: "infra_failure", score: null, reason: "timeout" });
    await write(failed, answer(1), failed, answer(0));
    expect((await readEvalFile(path)).answers).toEqual([answer(0), answer(1)]);
    await write(answer(0), answer(1), answer(0));
    await expect(readEvalFile(path)).rejects.toThrow("line 4: the question of line 2 once more");
    await expect(EvalFile.open(path, settings)).rejects.toThrow("line 4: the question of line 2 once more");
    // The same question under other numbers, which no run has written.
    await write(answer(0), { ...answer(0), index: 5 });
    await expect(readEvalFile(path)).rejects.toThrow("line 3: this is not question 5 of SAT");
  });

  test("default: a last line that was cut is told by its number", async () => {
    const path = join(folder, "torn.ndjson");
    await writeFile(path, `${JSON.stringify(settings)}\n${JSON.stringify(answer(0))}\n{"kind":"ans`);
    expect(await readEvalFile(path)).toMatchObject({ answers: [answer(0)], tornLine: 3 });
    const file = await EvalFile.open(path, settings);
    expect(file.tornLine).toBe(3);
    await file.close();
    expect((await readEvalFile(path)).tornLine).toBeNull();
  });

  test("error: another evaluation's file, a file that is none, a folder that is not there", async () => {
    const path = join(folder, "other.ndjson");
    await (await EvalFile.open(path, settings)).close();
    await expect(EvalFile.open(path, { ...settings, seed: "8", model: "x" })).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("another seed, model") as string,
    });
    const renamed = { ...settings, fields: '{"seed":null}' };
    await expect(EvalFile.open(path, renamed)).rejects.toThrow("begun with another fields");
    const second = join(folder, "renamed.ndjson");
    await (await EvalFile.open(second, renamed)).close();
    await (await EvalFile.open(second, renamed)).close();
    await expect(EvalFile.open(second, settings)).rejects.toThrow("begun with another fields");
    await writeFile(path, "hello\n");
    await expect(EvalFile.open(path, settings)).rejects.toMatchObject({ code: "state_corrupt" });
    expect(await readFile(path, "utf8")).toBe("hello\n");
    await expect(EvalFile.open(join(folder, "no", "file"), settings)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
