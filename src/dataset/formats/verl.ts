import type { Challenge, ChallengeRef } from "../../core/index.ts";
import type { DatasetFormat } from "../dataset-format.ts";
import { MESSAGES } from "../parts/column.ts";
import { levelOf, NO_PROVENANCE, provenance, PROVENANCE_COLUMNS, questionOf } from "./provenance.ts";
import { rewardOf } from "./reward.ts";

/** verl's rows: the ground truth is the challenge id, so that there is no answer in the data to leak. */
export const verlFormat: DatasetFormat = {
  name: "verl",
  description: "prompts for verl, whose reward is asked of af serve",
  file: {
    columns: [
      { name: "data_source", type: "string" },
      { name: "prompt", type: MESSAGES },
      { name: "ability", type: "string" },
      {
        name: "reward_model",
        type: {
          struct: [
            { name: "style", type: "string" },
            { name: "ground_truth", type: "string" },
          ],
        },
      },
      {
        name: "extra_info",
        type: {
          struct: [
            { name: "level", type: "int" },
            { name: "seed", type: "string" },
            { name: "version", type: "string" },
            { name: "reward", type: "double" },
            ...PROVENANCE_COLUMNS,
          ],
        },
      },
    ],
  },
  use: "data.train_files=…, custom_reward_function.path=…/affine_arena/verl_reward.py",
  ofRollout(rollout) {
    const { record, transcript } = rollout;
    if (transcript === undefined) return "no_text";
    const question = { ...questionOf(record.challenge), id: record.challenge, messages: transcript.messages };
    return rowOf(question, { reward: rewardOf(rollout), ...provenance(rollout) });
  },
  ofQuestion: (question) => rowOf(question, { reward: null, ...NO_PROVENANCE }),
};

function rowOf(question: ChallengeRef & Pick<Challenge, "id" | "messages">, extra: object): Record<string, unknown> {
  const { env, version, seed, id, messages } = question;
  return {
    data_source: `affine/${env}`,
    prompt: messages,
    ability: env,
    reward_model: { style: "rule", ground_truth: id },
    extra_info: { level: levelOf(question), seed, version, ...extra },
  };
}
