import type { DatasetFormat } from "../dataset-format.ts";
import { levelOf, provenance, questionOf } from "./provenance.ts";
import { rewardOf } from "./reward.ts";

/** Rows of NeMo Gym, as the door at `/nemo/ENV` reads them. */
export const nemoFormat: DatasetFormat = {
  name: "nemo",
  description: "prompts for NeMo Gym, judged at /nemo/ENV of af serve",
  file: "lines",
  use: "the data set of a NeMo Gym run whose resources server is af serve's /nemo/ENV",
  ofRollout(rollout) {
    const { record, transcript } = rollout;
    if (transcript === undefined) return "no_text";
    const { version, seed, ...ref } = questionOf(record.challenge);
    return {
      responses_create_params: { input: transcript.messages },
      env: record.env,
      env_version: version,
      seed,
      level: levelOf(ref),
      challenge_id: record.challenge,
      recorded: { completion: transcript.text, reward: rewardOf(rollout), model: record.model },
      ...provenance(rollout),
    };
  },
  ofQuestion: (question) => ({
    responses_create_params: { input: question.messages },
    env: question.env,
    env_version: question.version,
    seed: question.seed,
    level: levelOf(question),
    challenge_id: question.id,
  }),
};
