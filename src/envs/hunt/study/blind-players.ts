import type { Policy } from "../../episode/index.ts";
import { randomCode } from "./offline-player.ts";
import { readTable } from "./read-game.ts";
import { act } from "./reference-player.ts";

/** Policies that learn nothing from the answers. */
export const blindPlayers: readonly Policy[] = [
  { name: "empty", act: () => "" },
  { name: "echo of the opening", act: (history) => history[0]?.content ?? "" },
  { name: "echo of the last observation", act: (history) => history.at(-1)?.content ?? "" },
  claimIn("random claim after random asks", Infinity, "random"),
  claimIn("zeros after random asks", Infinity, "zeros"),
];

/** Policies that claim at once. */
export const oneTurnPlayers: readonly Policy[] = [
  claimIn("random claim at once", 1, "random"),
  claimIn("zeros at once", 1, "zeros"),
  { name: "the places' numbers at once", act: (history) => claimOf(history, (places) => places) },
];

function claimIn(name: string, last: number, what: "random" | "zeros"): Policy {
  return {
    name,
    act(history, random) {
      const table = readTable(history);
      if (table === null) return "";
      const { game, bound, turn } = table;
      const codes = Array.from({ length: game.codes }, () => randomCode(game, random));
      if (turn < Math.min(last, bound)) return act("ask", codes);
      return act("claim", what === "random" ? codes : codes.map((code) => code.map(() => 0)));
    },
  };
}

function claimOf(history: Parameters<Policy["act"]>[0], digit: (place: number) => number): string {
  const table = readTable(history);
  if (table === null) return "";
  const { places, digits, codes } = table.game;
  const code = Array.from({ length: places }, (_, place) => digit(place) % digits);
  return act(
    "claim",
    Array.from({ length: codes }, () => code),
  );
}
