import type { DatasetFormat } from "../dataset-format.ts";
import { MESSAGES } from "../parts/column.ts";
import { levelOf, provenance, PROVENANCE_COLUMNS, questionOf } from "./provenance.ts";
import { completionOf, rewardOf } from "./reward.ts";

/** Conversations to imitate: those whose reward is at least so high. A question alone is nothing to imitate. */
export function sftFormat(minReward: number): DatasetFormat {
  return {
    name: "sft",
    description: `conversations with a reward of at least ${minReward}, to imitate`,
    file: {
      columns: [
        { name: "messages", type: MESSAGES },
        { name: "reward", type: "double" },
        { name: "model", type: "string" },
        { name: "challenge_id", type: "string" },
        { name: "env", type: "string" },
        { name: "level", type: "int" },
        ...PROVENANCE_COLUMNS,
      ],
    },
    use: "SFTTrainer(train_dataset=…): the column `messages`",
    ofRollout(rollout) {
      const { record, transcript } = rollout;
      const reward = rewardOf(rollout);
      if (reward === null) return "no_reward";
      if (reward < minReward) return "low_reward";
      if (transcript === undefined) return "no_text";
      return {
        messages: [...transcript.messages, ...(completionOf(rollout) ?? [])],
        reward,
        model: record.model,
        challenge_id: record.challenge,
        env: record.env,
        level: levelOf(questionOf(record.challenge)),
        ...provenance(rollout),
      };
    },
  };
}
