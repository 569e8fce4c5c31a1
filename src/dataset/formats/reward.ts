import { meaningOf } from "../../record/index.ts";
import type { VerifiedRollout } from "../verified-rollout.ts";

/** The score as a fraction, `null` where nothing was judged: that is not a 0. */
export function rewardOf({ record }: VerifiedRollout): number | null {
  const { score } = meaningOf(record);
  return score === null ? null : score / 1000;
}

/** What a model said, as the last turn of the conversation; `undefined` without a text. */
export function completionOf({ transcript }: VerifiedRollout): { role: "assistant"; content: string }[] | undefined {
  return transcript === undefined ? undefined : [{ role: "assistant", content: transcript.text }];
}
