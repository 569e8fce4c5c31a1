import type { DatasetFormat, Row } from "../dataset-format.ts";
import { rolloutId, type VerifiedRollout } from "../verified-rollout.ts";
import { provenance } from "./provenance.ts";
import { rewardOf } from "./reward.ts";

/** Agent Trajectory Interchange Format: one trajectory a line. A question without an answer is no trajectory. */
export const atifFormat: DatasetFormat = {
  name: "atif",
  description: "trajectories in the Agent Trajectory Interchange Format, one a line",
  file: "lines",
  use: "each line is a trajectory of ATIF 1.8",
  ofRollout(rollout) {
    const { record, transcript } = rollout;
    if (transcript === undefined) return "no_text";
    const asked = transcript.messages.map(({ role, content }, index) => ({
      step_id: index + 1,
      source: role === "assistant" ? "agent" : role,
      message: content,
    }));
    const steps: Row[] = [...asked, answerStep(rollout, asked.length + 1)];
    return {
      schema_version: "ATIF-v1.8",
      session_id: rolloutId(rollout),
      agent: { name: "affine-miner", version: record.revision, model_name: record.model },
      steps,
      final_metrics: {
        total_prompt_tokens: record.promptTokens,
        total_completion_tokens: record.completionTokens,
        total_steps: steps.length,
        extra: { reward: rewardOf(rollout), outcome: record.outcome, reason: record.reason },
      },
      extra: {
        ...{ env: record.env, challenge_id: record.challenge, miner_hotkey: record.hotkey, block: record.block },
        ...provenance(rollout),
      },
    };
  },
};

function answerStep({ record, transcript }: VerifiedRollout, step: number): Row {
  const reasoning = transcript?.reasoning ?? "";
  return {
    step_id: step,
    timestamp: new Date(record.atMs).toISOString(),
    source: "agent",
    model_name: record.model,
    message: transcript?.text ?? "",
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    metrics: { prompt_tokens: record.promptTokens, completion_tokens: record.completionTokens },
    llm_call_count: 1,
    extra: { finish_reason: transcript?.finishReason ?? null, latency_ms: record.latencyMs },
  };
}
