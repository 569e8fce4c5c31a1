import type { LeftOutReason } from "./commitment.ts";

/** What the owner of a key that is left out can do, by reason. */
const ADVICE: Readonly<Record<LeftOutReason, string>> = {
  no_commitment: "Commit a model with `af push`; a commitment shows once it has revealed itself.",
  commitment_too_long: "Commit again with `af push`, which writes only what is read.",
  commitment_not_json: "Commit again with `af push`.",
  commitment_not_an_object: "Commit again with `af push`.",
  unknown_field: "Commit again with `af push`; nothing but model, revision, chute_id, endpoint and identity is read.",
  missing_field: "Commit again with `af push`.",
  bad_model: "Name the repository owner/name, in letters, digits, ., _ and -.",
  bad_revision: "Commit the full id of a commit, not a branch or tag.",
  bad_chute_id: "Commit the chute's UUID in lower case; `af push` computes it.",
  bad_endpoint: "Commit an http or https address without user name, query or fragment.",
  bad_identity: "Commit with `af push`, which computes the model's content identity.",
  endpoint_not_allowed: "Deploy the model on Chutes: this network asks models only where their revision is pinned.",
  name_rule: "Rename the repository: the part after the slash begins with affine.",
  no_host: "Deploy the model with `af push`; check that the commitment's chute_id is your deployment's.",
  host_unknown: "Nothing is known to be wrong: the host did not tell. Follow what it says, or ask again later.",
  repo_not_found: "Publish the repository, and commit to a revision that it has.",
  repo_private: "Publish the repository: `af push` does so once the commitment is revealed.",
  repo_gated: "Turn off access requests in the repository's settings: everybody must be able to read it.",
  not_a_model: "Put config.json and .safetensors files side by side in the repository's root, and commit again.",
  identity_mismatch:
    "Commit again: the repository does not hold what was committed. `af preflight` shows the identity.",
  too_large: "Commit a smaller model, and leave out files that are no part of it.",
  model_code: "Leave programs and pickles out; save weights as .safetensors and use an architecture that engines know.",
  architecture: "Use one of the architectures that are admitted: docs/mining.md lists them.",
  chat_template:
    "Use a plain chat template, such as the one of the model you started from: docs/decisions/0008 says what may not be in it.",
  host_other_model: "Commit the deployment that serves this model, or deploy again with `af push`.",
  host_other_revision: "Deploy the committed revision: run `af push` again.",
  host_doubt: "Deploy with `af push`, whose source leaves no room for anything but the model.",
  host_cold: "Warm the deployment up (`af push` goes on where it stopped), and keep its account in funds.",
};

/** What the contest finds out once a commitment can be read. */
const CONTEST_ADVICE: Readonly<Record<string, string>> = {
  copy: "Train the model further, and commit it again: the first commitment of a content is the one that counts.",
  duplicate: "Train the model further, and commit it again: the first commitment of a content is the one that counts.",
  already_tested: "Train the model further: it was tested against this champion. Another champion opens the way again.",
  harm: "Train against what it lost: it is far worse than the champion in one environment.",
  no_gain_in_sight: "Train the model further: the gain that a crown takes is out of reach.",
  no_gain_anywhere: "Train the model further: it gains too little, on average and everywhere.",
  rounds: "Train the model further: its gain was not shown within the rounds of a test.",
  time: "Train the model further: its gain was not shown within the time of a test.",
  not_inspected: "Nothing: validators look at every commitment; it takes a few hundred blocks.",
  coldkey_busy: "Wait: a coldkey has one test at a time.",
  backing_off: "Wait, or make the next model better: every futile test doubles the pause.",
  reigns: "Nothing: this key is champion with another model.",
};

/** What to do about a reason; an empty text for one that is not known here. */
export function adviceFor(reason: string): string {
  if (Object.hasOwn(ADVICE, reason)) return ADVICE[reason as LeftOutReason];
  return Object.hasOwn(CONTEST_ADVICE, reason) ? (CONTEST_ADVICE[reason] ?? "") : "";
}
