import type { Policy } from "../../episode/index.ts";
import type { Game } from "../game.ts";
import { readTable } from "./read-game.ts";
import { numbers, referenceTurn } from "./reference-player.ts";

/** What the reference player does for every code that it keeps in mind: it looks at it, and compares asks by it. */
const STEPS_A_CODE = 2;

/** The reference player with as many codes in mind as its steps allow, drawn at random. */
export function partialPlayer(name: string, stepsOf: (game: Game) => number): Policy {
  return {
    name,
    act(history, random) {
      const table = readTable(history);
      if (table === null) return "I do not know this task.";
      const { game } = table;
      const count = game.digits ** game.places;
      const known = Math.min(count, Math.max(1, Math.floor(stepsOf(game) / (STEPS_A_CODE * game.codes))));
      return referenceTurn(
        table,
        numbers(game.codes).map(() => random.sample(count, known)),
      );
    },
  };
}
