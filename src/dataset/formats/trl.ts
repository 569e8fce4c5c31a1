import type { DatasetFormat } from "../dataset-format.ts";
import { MESSAGES } from "../parts/column.ts";
import { levelOf, NO_PROVENANCE, provenance, PROVENANCE_COLUMNS, questionOf } from "./provenance.ts";
import { completionOf, rewardOf } from "./reward.ts";

/**
 * TRL's conversational rows. GRPOTrainer reads `prompt` and hands every other column to the reward function, which asks
 * for `challenge_id`; the recorded `completion` and `reward` are there for methods that learn from what was said.
 */
export const trlFormat: DatasetFormat = {
  name: "trl",
  description: "prompt, completion and reward for TRL",
  file: {
    columns: [
      { name: "prompt", type: MESSAGES },
      { name: "completion", type: MESSAGES },
      { name: "reward", type: "double" },
      { name: "challenge_id", type: "string" },
      { name: "env", type: "string" },
      { name: "level", type: "int" },
      ...PROVENANCE_COLUMNS,
    ],
  },
  use: "GRPOTrainer(reward_funcs=[affine_arena.trl_reward.affine_reward], train_dataset=…)",
  ofRollout(rollout) {
    const { record, transcript } = rollout;
    if (transcript === undefined) return "no_text";
    return {
      prompt: transcript.messages,
      completion: completionOf(rollout),
      reward: rewardOf(rollout),
      challenge_id: record.challenge,
      env: record.env,
      level: levelOf(questionOf(record.challenge)),
      ...provenance(rollout),
    };
  },
  ofQuestion: (question) => ({
    prompt: question.messages,
    completion: null,
    reward: null,
    challenge_id: question.id,
    env: question.env,
    level: levelOf(question),
    ...NO_PROVENANCE,
  }),
};
