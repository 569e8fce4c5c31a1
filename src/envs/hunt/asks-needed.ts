import { answerTo } from "./answering.ts";
import type { Game } from "./game.ts";
import { referenceAsk } from "./reference-ask.ts";
import { RuleTables } from "./rule-tables.ts";

/**
 * The most asks that the reference player needs in a game, whatever the code. Exact: it is played against every code
 * there is.
 *
 * @returns `null` where more than `most` are needed
 */
export function asksNeeded(game: Game, most: number): number | null {
  const { places } = game;
  const tables = new RuleTables(game);
  const worst = (possible: readonly number[], asked: number): number | null => {
    if (possible.length === 1) return asked;
    if (asked === most) return null;
    const { answering, sums } = tables.at(asked + 1);
    const ask = referenceAsk(answering, tables.codes, sums, possible, asked);
    const groups: number[][] = Array.from({ length: places + 1 }, () => []);
    for (const code of possible) groups[answerTo(answering, ask, sums, code * places)]?.push(code);
    let deepest = 0;
    for (const group of groups) {
      const needed = group.length === 0 ? 0 : worst(group, asked + 1);
      if (needed === null) return null;
      deepest = Math.max(deepest, needed);
    }
    return deepest;
  };
  return worst(
    Array.from({ length: tables.count }, (_, code) => code),
    0,
  );
}
