import { ENDED_WELL } from "../../../test/sandbox/kit/ended-well.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { samplingSeed } from "../../rounds/index.ts";
import { AffineError, type ChallengeRef } from "../../core/index.ts";
import { environment, makeChallenge } from "../../envs/index.ts";
import { encodeTranscript, type RolloutRecord, type Transcript } from "../../record/index.ts";
import type { PythonEngine } from "../../sandbox/index.ts";
import type { QuestionToJudge } from "./answer-to-judge.ts";
import { openJudge } from "./judge.ts";

const request = { temperatureThousandths: 0, maxTokens: 64, firstTokenTimeoutMs: 1, totalTimeoutMs: 1 };

/** An engine that counts its programs and ends each as told. */
function engine(verdict: "ok" | "unavailable"): PythonEngine & { runs: () => number } {
  let runs = 0;
  const refuse = (): Promise<never> => Promise.reject(new Error("not in this test"));
  return {
    runs: () => runs,
    run() {
      runs += 1;
      if (verdict === "unavailable") return Promise.reject(new AffineError("sandbox_unavailable", "no sandbox here"));
      return Promise.resolve({ ...ENDED_WELL, kind: verdict });
    },
    start: refuse,
    inspect: refuse,
    close: () => Promise.resolve(),
  };
}

/** Answers to one question, with what was recorded of each. */
function taskOf(env: string, answers: readonly (Partial<RolloutRecord> & { text: string })[]): QuestionToJudge {
  const source = environment(env);
  const challenge = makeChallenge(source, { params: { level: 1 }, seed: "judge" });
  return {
    challenge: challenge.id,
    request,
    answers: answers.map(({ text, ...said }, id) => {
      const transcript: Transcript = {
        v: 1,
        kind: "transcript",
        challenge: challenge.id,
        messages: challenge.messages,
        text,
        reasoning: "",
        finishReason: "stop",
        responseId: null,
        servedModel: null,
        sampling: { seed: samplingSeed(challenge.id), temperatureThousandths: 0, maxTokens: 64 },
      };
      const { hash, bytes } = encodeTranscript(transcript);
      return { id, bytes, record: { ...recordOf(challenge), transcript: hash, ...said } };
    }),
  };
}

function recordOf({ env, id }: Pick<ChallengeRef, "env"> & { id: string }): RolloutRecord {
  return {
    v: 1,
    kind: "rollout",
    netuid: 120,
    round: 1,
    block: 1,
    index: 0,
    env,
    challenge: id,
    uid: 1,
    hotkey: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
    model: "a/b",
    revision: "c",
    commitBlock: 0,
    outcome: "scored",
    score: 0,
    reason: "no_answer",
    transcript: null,
    promptTokens: 0,
    completionTokens: 0,
    latencyMs: 0,
    atMs: 0,
    rules: "0123456789abcdef",
  };
}

function rightAnswer(env: string): string {
  const source = environment(env);
  return (source.study?.oracle(source.generate({ level: 1 }, "judge")) ?? "") as string;
}

const sat = taskOf("SAT", [
  { text: rightAnswer("SAT"), score: 1000, reason: "correct" },
  { text: rightAnswer("SAT"), score: 0, reason: "no_answer" },
  { text: "I do not know.", score: 1000, reason: "correct" },
  { text: "", outcome: "model_failure", reason: "empty" },
]);
const ded = taskOf("DED", [{ text: rightAnswer("DED"), score: 0, reason: "wrong_output" }]);

describe.each([1, 2])("judging with %i threads", (workers) => {
  function judgeWith(python: PythonEngine) {
    const judge = openJudge({ workers, python });
    onTestFinished(() => judge.close());
    return judge;
  }

  test("default: each answer is judged by its own transcript", async () => {
    const judgements = await judgeWith(engine("ok")).judge(sat);
    expect(judgements.map(({ judged }) => judged)).toEqual([true, true, true, true]);
    expect(judgements.map(({ fault }) => fault)).toEqual([null, "other_score", "other_score", null]);
    expect(judgements[1]!.deviations).toMatchObject([
      { code: "wrong_score", evidence: { recorded: 0, recomputed: 1000 } },
    ]);
    expect(judgements[2]!.deviations).toMatchObject([
      { code: "wrong_score", evidence: { recorded: 1000, recomputed: 0 } },
    ]);
  });

  test("behavior: programs run in the one sandbox that was given", async () => {
    const python = engine("ok");
    expect(await judgeWith(python).judge(ded)).toMatchObject([{ judged: true, fault: null }]);
    expect(python.runs()).toBeGreaterThan(0);
  });

  test.each(["SAT", "DED"])("error: a bare `time_exhausted` excuses no wrong score, of %s", async (env) => {
    const excuse = taskOf(env, [{ text: rightAnswer(env), score: 1, reason: "time_exhausted" }]);
    expect(await judgeWith(engine("ok")).judge(excuse)).toMatchObject([
      { fault: "other_score", deviations: [{ code: "wrong_score" }], notes: [] },
    ]);
  });

  test("error: a sandbox that is not there judges nothing", async () => {
    expect(await judgeWith(engine("unavailable")).judge(ded)).toMatchObject([
      { judged: false, fault: null, deviations: [], notes: [{ code: "sandbox_unavailable" }] },
    ]);
  });

  test("behavior: many questions at once", async () => {
    const judge = judgeWith(engine("ok"));
    const all = await Promise.all(Array.from({ length: 3 * judge.capacity }, () => judge.judge(sat)));
    expect(all.every((judgements) => judgements.length === sat.answers.length)).toBe(true);
  });
});

test("error: a judge that is closed ends what waits", async () => {
  const judge = openJudge({ workers: 2, python: engine("ok") });
  const waiting = judge.judge(sat);
  const ended = expect(waiting).rejects.toMatchObject({ code: "interrupted" });
  await judge.close();
  await ended;
});
