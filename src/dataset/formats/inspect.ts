import type { DatasetFormat, Row } from "../dataset-format.ts";
import { rolloutId, type VerifiedRollout } from "../verified-rollout.ts";
import { inspectEnvelope } from "./inspect-log.ts";
import { levelOf, provenance, questionOf } from "./provenance.ts";
import { rewardOf } from "./reward.ts";

/**
 * Of rollouts: logs of inspect, one for each environment and model, read by `inspect view` and `read_eval_log`. Of fresh
 * questions: samples, one a line, read by `json_dataset`.
 */
export const inspectFormat: DatasetFormat = {
  name: "inspect",
  description: "logs for inspect, one for each environment and model",
  file: { envelope: inspectEnvelope },
  use: "inspect view --log-dir data",
  ofRollout(rollout) {
    const { record, transcript } = rollout;
    if (transcript === undefined) return "no_text";
    const reward = rewardOf(rollout);
    const { reasoning } = transcript;
    const usage = {
      [record.model]: {
        input_tokens: record.promptTokens,
        output_tokens: record.completionTokens,
        total_tokens: record.promptTokens + record.completionTokens,
      },
    };
    return {
      ...{ env: record.env, model: record.model, revision: record.revision, atMs: record.atMs, reward },
      sample: {
        id: rolloutId(rollout),
        epoch: 1,
        input: transcript.messages,
        target: record.challenge,
        messages: [...transcript.messages, { ...answer(rollout), source: "generate", model: record.model }],
        output: {
          model: record.model,
          choices: [{ message: answer(rollout), stop_reason: stopReason(transcript.finishReason) }],
          usage: usage[record.model],
          time: record.latencyMs / 1000,
        },
        ...(reward === null
          ? { error: { message: `${record.outcome}: ${record.reason}`, traceback: "", traceback_ansi: "" } }
          : { scores: { verdict: scoreOf(rollout, reward) } }),
        metadata: {
          ...{ env: record.env, level: levelOf(questionOf(record.challenge)), block: record.block },
          ...{ miner_uid: record.uid, miner_hotkey: record.hotkey, model_revision: record.revision },
          ...(reasoning === "" ? {} : { reasoning }),
          ...provenance(rollout),
        },
        model_usage: usage,
        completed_at: new Date(record.atMs).toISOString(),
        total_time: record.latencyMs / 1000,
      },
    };
  },
  ofQuestion: (question) => ({
    input: question.messages,
    target: question.id,
    id: question.id,
    metadata: { env: question.env, level: levelOf(question), seed: question.seed },
  }),
};

function answer({ transcript }: VerifiedRollout): Row {
  return { role: "assistant", content: transcript?.text ?? "" };
}

function scoreOf({ record, judgedAgain }: VerifiedRollout, reward: number): Row {
  return {
    value: reward,
    answer: judgedAgain?.extracted ?? null,
    explanation: record.reason,
    metadata: { metrics: judgedAgain?.metrics ?? null },
  };
}

function stopReason(finish: string | null): string {
  if (finish === "length") return "max_tokens";
  return finish === "stop" || finish === "content_filter" ? finish : "unknown";
}
