import { challengeId, sha256Hex } from "../../../src/core/index.ts";
import { jobId, type Job, type JobResult, type KeptTurn } from "../../../src/rounds/index.ts";

/** A well-formed ss58-like address for each uid. */
export function sampleHotkey(uid: number): string {
  return `5${"F".repeat(43)}${String(uid + 1000).replaceAll("0", "z")}`;
}

/** The job of a round, question and miner. */
export function sampleJob(round: number, uid: number, index = 0): Job {
  const challenge = challengeId({
    env: "SAT",
    version: "1",
    params: { level: 1 },
    seed: sha256Hex(`${round}/${index}`),
  });
  const hotkey = sampleHotkey(uid);
  return {
    v: 1,
    id: jobId({ round, index, uid, challenge, hotkey }),
    netuid: 120,
    round,
    block: round * 3,
    index,
    env: "SAT",
    challenge,
    miner: {
      uid,
      hotkey,
      coldkey: hotkey,
      model: "me/affine-sample",
      revision: "a".repeat(40),
      block: 0,
      baseUrl: "http://127.0.0.1:1/v1",
      chuteId: null,
    },
    request: { temperatureThousandths: 0, maxTokens: 100, firstTokenTimeoutMs: 1000, totalTimeoutMs: 1000 },
    rules: "0".repeat(16),
    expiresAtMs: 2_000_000_000_000,
  };
}

/** A result of that job. */
export function sampleResult(job: Job, score = 1000): JobResult {
  const { id, netuid, round, block, index, env, challenge, miner, rules } = job;
  return {
    v: 1,
    id,
    record: {
      v: 1,
      kind: "rollout",
      netuid,
      round,
      block,
      index,
      env,
      challenge,
      uid: miner.uid,
      hotkey: miner.hotkey,
      model: miner.model,
      revision: miner.revision,
      commitBlock: miner.block,
      outcome: "scored",
      score,
      reason: "correct",
      transcript: null,
      promptTokens: 0,
      completionTokens: 0,
      latencyMs: 1,
      atMs: 1,
      rules,
    },
    transcript: null,
  };
}

/** An answered turn of an episode. */
export function sampleTurn(turn: number): KeptTurn {
  const said = { text: `turn ${turn}`, reasoning: "r", finishReason: "stop", responseId: null, servedModel: null };
  return { ...said, seed: turn, promptTokens: 1, completionTokens: 2, latencyMs: 3 };
}
