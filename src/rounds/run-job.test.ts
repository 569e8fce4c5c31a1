import { describe, expect, test } from "vitest";
import { AffineError, challengeId, type Answer } from "../core/index.ts";
import { defineEnvironment, registerEnvironment } from "../envs/index.ts";
import type { QueryOptions } from "../inference/index.ts";
import { encodeTranscript, rolloutRecordSchema } from "../record/index.ts";
import { silentLogger } from "../telemetry/index.ts";
import { jobId, jobResultSchema, runJob, type Job } from "./index.ts";

registerEnvironment(
  defineEnvironment<string>({
    name: "ECHO",
    aliases: [],
    version: "1",
    title: "echo",
    description: "say the word",
    answerFormat: "the word",
    levels: [1, 2],
    scoredLevels: [1],
    defaultLevel: 1,
    generate({ level }, random) {
      if (level === 2) throw new TypeError("cannot generate");
      const word = `word${random.below(1000)}`;
      return { prompt: word, messages: [{ role: "user", content: word }], secret: word };
    },
    check(secret, completion) {
      if (completion === "break") throw new TypeError("cannot check");
      const right = completion === secret;
      return { thousandths: right ? 1000 : 0, reason: right ? "correct" : "wrong", extracted: null, metrics: {} };
    },
  }),
);

function jobOf(level = 1, expiresAtMs = 10_000): Job {
  const challenge = challengeId({ env: "ECHO", version: "1", params: { level }, seed: "1" });
  const hotkey = `5${"F".repeat(47)}`;
  return {
    v: 1,
    id: jobId({ round: 4, index: 0, uid: 3, challenge, hotkey }),
    netuid: 120,
    round: 4,
    block: 12,
    index: 0,
    env: "ECHO",
    challenge,
    miner: {
      uid: 3,
      hotkey,
      coldkey: hotkey,
      model: "a/b",
      revision: "c",
      block: 5,
      baseUrl: "http://h/v1",
      chuteId: null,
    },
    request: { temperatureThousandths: 700, maxTokens: 50, firstTokenTimeoutMs: 100, totalTimeoutMs: 200 },
    rules: "0123456789abcdef",
    expiresAtMs,
  };
}

function answerOf(text: string, more: Partial<Answer> = {}): Answer {
  return {
    text,
    reasoning: "",
    finishReason: "stop",
    usage: { promptTokens: 3, completionTokens: 5 },
    responseId: null,
    servedModel: null,
    latencyMs: 12.7,
    firstTokenMs: 1,
    attempts: 1,
    ...more,
  };
}

type Reply = (question: string, options: QueryOptions) => Answer | Error;

async function run(reply: Reply, job = jobOf(), signal?: AbortSignal) {
  const asked: QueryOptions[] = [];
  const result = await runJob(
    job,
    {
      inference: {
        query(messages, options) {
          asked.push(options);
          const replied = reply(messages[0]?.content ?? "", options);
          return replied instanceof Error ? Promise.reject(replied) : Promise.resolve(replied);
        },
      },
      nowMs: () => 1000,
      log: silentLogger,
    },
    signal,
  );
  expect(jobResultSchema.parse(result)).toEqual(result);
  expect(rolloutRecordSchema.parse(result.record)).toEqual(result.record);
  const hash = result.transcript === null ? null : encodeTranscript(result.transcript).hash;
  expect(result.record.transcript).toBe(hash);
  return { ...result, asked };
}

describe("runJob", () => {
  test("default: a right answer is scored and kept with its text", async () => {
    const { record, transcript, asked } = await run((question) => answerOf(question));
    expect(record).toMatchObject({ outcome: "scored", score: 1000, reason: "correct", commitBlock: 5, block: 12 });
    expect(record).toMatchObject({ promptTokens: 3, completionTokens: 5, latencyMs: 13, rules: "0123456789abcdef" });
    expect(transcript?.messages).toEqual([{ role: "user", content: transcript?.text }]);
    expect(asked[0]).toMatchObject({ model: "a/b", baseUrl: "http://h/v1", temperature: 0.7, maxTokens: 50 });
    expect(asked[0]).toMatchObject({ seed: transcript?.sampling.seed, retry: { deadlineMs: 9000 }, apiKey: undefined });
  });

  test("behavior: a wrong answer scores 0 for its reason", async () => {
    expect((await run(() => answerOf("no"))).record).toMatchObject({ outcome: "scored", score: 0, reason: "wrong" });
  });

  test("behavior: what the model fails at is a 0 with its text kept", async () => {
    const { record, transcript } = await run(() => answerOf("", { reasoning: "hm" }));
    expect(record).toMatchObject({ outcome: "model_failure", score: 0, reason: "empty" });
    expect(transcript?.reasoning).toBe("hm");
  });

  test("behavior: what the host fails at is no 0 of the model's", async () => {
    const { record, transcript } = await run(() => new AffineError("inference_unavailable", "503"));
    expect(record).toMatchObject({ outcome: "infra_failure", reason: "server_error", transcript: null });
    expect(transcript).toBeNull();
  });

  test("behavior: a job past its deadline is not asked any more", async () => {
    const { record, asked } = await run((question) => answerOf(question), jobOf(1, 1000));
    expect(record).toMatchObject({ outcome: "infra_failure", reason: "deadline_passed" });
    expect(asked).toEqual([]);
  });

  test("behavior: a broken environment is invalid, never a 0 of the model's", async () => {
    const generated = await run(() => answerOf("x"), jobOf(2));
    expect(generated.record).toMatchObject({ outcome: "invalid", reason: "challenge_broken" });
    const checked = await run(() => answerOf("break"));
    expect(checked.record).toMatchObject({ outcome: "invalid", reason: "check_broken" });
    expect(checked.transcript?.text).toBe("break");
  });

  test("behavior: hostile text is judged as it is stored", async () => {
    const { record, transcript } = await run(() =>
      answerOf("\ud800\0", { responseId: "x".repeat(10_000), servedModel: "\udfff", reasoning: "\ud800" }),
    );
    expect(record.outcome).toBe("scored");
    expect(transcript).toMatchObject({ text: "\ufffd\0", reasoning: "\ufffd", servedModel: "\ufffd" });
    expect(transcript?.responseId).toHaveLength(256);
  });

  test("error: a job that is interrupted is not done", async () => {
    const stop = new AbortController();
    const reply: Reply = () => {
      stop.abort();
      return new AffineError("interrupted", "stopped");
    };
    await expect(run(reply, jobOf(), stop.signal)).rejects.toMatchObject({ code: "interrupted" });
  });

  test("behavior: every miner is asked a question with the same sampling seed", async () => {
    const first = await run((question) => answerOf(question));
    const job = jobOf();
    const miner = { ...job.miner, uid: 4, hotkey: `5${"G".repeat(47)}` };
    const other: Job = { ...job, miner, id: jobId({ ...job, uid: 4, hotkey: miner.hotkey }) };
    const second = await run((question) => answerOf(question), other);
    expect(second.asked[0]?.seed).toBe(first.asked[0]?.seed);
    expect(second.record.challenge).toBe(first.record.challenge);
  });
});
