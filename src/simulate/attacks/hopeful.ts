import type { Attempt, PublicView, Submission } from "../attack.ts";
import type { Laboratory } from "../world/laboratory.ts";

const GAIN = 0.05;

/** An honest fine-tune that is 5 points better than the incumbent everywhere, committed on a day. */
export function hopefulAt(laboratory: Laboratory, day: number): NonNullable<Attempt["react"]> {
  let committed = false;
  return (view: PublicView): readonly Submission[] => {
    if (committed || view.day < day) return [];
    committed = true;
    const model = laboratory.fineTuneOf(laboratory.incumbent, laboratory.everywhere(GAIN));
    return [{ owner: "hopeful", model, coldkey: "hopeful" }];
  };
}
