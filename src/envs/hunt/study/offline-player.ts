import type { Random } from "../../../core/index.ts";
import type { Policy } from "../../episode/index.ts";
import type { Game } from "../game.ts";
import { readTable } from "./read-game.ts";
import { act } from "./reference-player.ts";
import { cluesOf, Work, type Clue } from "./work.ts";

/** Finds a code that fits clues, or the best it can say. */
export type Solve = (game: Game, clues: readonly Clue[], work: Work, random: Random) => ArrayLike<number>;

/**
 * Asks random codes as long as full credit allows, then solves each code from the answers and claims.
 *
 * @param stepsOf steps for all codes of a game together
 */
export function offlinePlayer(name: string, solve: Solve, stepsOf: (game: Game) => number = () => Infinity): Policy {
  return {
    name,
    act(history, random) {
      const table = readTable(history);
      if (table === null) return "I do not know this task.";
      const { game, asked, bound, turn } = table;
      const asks = Array.from({ length: bound }, () =>
        Array.from({ length: game.codes }, () => randomCode(game, random)),
      );
      if (turn < bound) return act("ask", asks[turn] ?? []);
      const work = new Work(stepsOf(game));
      const found = asks[0]?.map((_, index) => solve(game, cluesOf(game, asked, index), work, random));
      return act("claim", found ?? []);
    },
  };
}

export function randomCode({ places, digits }: Game, random: Random): number[] {
  return Array.from({ length: places }, () => random.below(digits));
}
