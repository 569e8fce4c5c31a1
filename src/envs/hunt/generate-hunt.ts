import type { Message, Random } from "../../core/index.ts";
import { asksNeeded } from "./asks-needed.ts";
import { drawGame } from "./draw-game.ts";
import { HUNT_LEVELS, MOST_ASKS } from "./hunt-levels.ts";
import { huntPrompt } from "./hunt-prompt.ts";
import type { HuntState } from "./hunt-step.ts";

/** A game, its exact bound and what is hidden; `null` where the rules tell too little. */
export function generateHunt(
  params: { readonly level: number },
  random: Random,
): { messages: readonly Message[]; state: HuntState } | null {
  const level = HUNT_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const game = drawGame(level, random);
  if (game === null) return null;
  const asks = asksNeeded(game, MOST_ASKS);
  if (asks === null) return null;
  const bound = asks + 1;
  const hidden = Array.from({ length: level.codes }, () =>
    Array.from({ length: level.places }, () => random.below(level.digits)),
  );
  return { messages: [{ role: "user", content: huntPrompt(game, bound) }], state: { game, hidden, bound } };
}
