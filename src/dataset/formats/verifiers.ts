import type { Challenge, Message } from "../../core/index.ts";
import type { DatasetFormat, Row } from "../dataset-format.ts";
import { rolloutId, type VerifiedRollout } from "../verified-rollout.ts";
import { levelOf, provenance, questionOf } from "./provenance.ts";
import { rewardOf } from "./reward.ts";

/**
 * Of rollouts: episodes as verifiers writes them to `traces.jsonl`, one a line, read by its `WireEpisode`. Of fresh
 * questions: the data of its tasks.
 */
export const verifiersFormat: DatasetFormat = {
  name: "verifiers",
  description: "episodes of verifiers, one a line",
  file: "lines",
  use: "verifiers.v1.episode.WireEpisode.model_validate_json(line)",
  ofRollout(rollout) {
    const { record, transcript } = rollout;
    if (transcript === undefined) return "no_text";
    const reward = rewardOf(rollout);
    const question = { ...questionOf(record.challenge), id: record.challenge, messages: transcript.messages };
    const task = { type: "AffineTask", data: taskOf(question), key: record.challenge };
    const errors = reward === null ? [{ type: record.outcome, message: record.reason }] : [];
    const standing = { ok: reward !== null, is_timeout: false, errors };
    return {
      id: rolloutId(rollout),
      env: { id: "affine-arena", name: record.env },
      task,
      ...standing,
      traces: [
        {
          version: 1,
          id: rolloutId(rollout),
          verifiers: { version: "0.4.0" },
          task,
          agent: { config: { model: record.model } },
          nodes: nodesOf(rollout),
          calls: [callOf(rollout)],
          rewards: { correct: reward === null ? null : { score: reward, weight: 1 } },
          metrics: {},
          info: {
            affine: {
              reason: record.reason,
              outcome: record.outcome,
              miner_hotkey: record.hotkey,
              block: record.block,
            },
            provenance: provenance(rollout),
          },
          is_completed: true,
          ...standing,
        },
      ],
    };
  },
  ofQuestion: (question) => taskOf(question),
};

function taskOf(question: Pick<Challenge, "id" | "env" | "seed" | "params" | "messages">): Row {
  const { id, env, seed, messages } = question;
  const [only] = messages;
  const prompt = messages.length === 1 && only?.role === "user" ? only.content : messages;
  return { id, name: `${env}:${seed}`, prompt, env, level: levelOf(question) };
}

function nodesOf({ record, transcript }: VerifiedRollout): Row[] {
  const timestamp = record.atMs / 1000;
  const answer: Message & { reasoning_content?: string } = { role: "assistant", content: transcript?.text ?? "" };
  if (transcript !== undefined && transcript.reasoning !== "") answer.reasoning_content = transcript.reasoning;
  const asked = transcript?.messages ?? [];
  return [...asked, answer].map((message, index) => ({
    ...(index === 0 ? {} : { parent: index - 1 }),
    message,
    // Of an episode, the turns before the last one are the model's as well.
    sampled: message.role === "assistant",
    timestamp,
  }));
}

function callOf({ record, transcript }: VerifiedRollout): Row {
  const finish = transcript?.finishReason;
  const end = record.atMs / 1000;
  return {
    node: transcript?.messages.length ?? 0,
    model: record.model,
    ...(finish === "stop" || finish === "length" ? { finish_reason: finish } : {}),
    usage: { prompt_tokens: record.promptTokens, completion_tokens: record.completionTokens },
    time: { start: end - record.latencyMs / 1000, end },
  };
}
