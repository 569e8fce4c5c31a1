import type { Policy } from "../../episode/index.ts";
import { answerTo } from "../answering.ts";
import { codeAt } from "../codes.ts";
import { referenceAsk } from "../reference-ask.ts";
import { RuleTables } from "../rule-tables.ts";
import { readTable, type Table } from "./read-game.ts";

/** Plays as the bound assumes: keeps what is possible, asks what tells most of it apart, claims when one is left of each. */
export const referencePlayer: Policy = {
  name: "reference player",
  act(history) {
    const table = readTable(history);
    return table === null ? "I do not know this task." : referenceTurn(table);
  },
};

/**
 * The reference player's turn; each code is played by itself.
 *
 * @param considered numbers of the codes that it knows of; all of them unless told
 */
export function referenceTurn({ game, asked, turn }: Table, considered?: readonly (readonly number[])[]): string {
  const tables = new RuleTables(game);
  const all = numbers(tables.count);
  const possible = numbers(game.codes).map((index) =>
    asked.reduce((left, { turn: when, ask, answers }) => {
      const { answering, sums } = tables.at(when);
      return left.filter((code) => answerTo(answering, ask[index] ?? [], sums, code * game.places) === answers[index]);
    }, considered?.[index] ?? all),
  );
  if (possible.every((left) => left.length <= 1)) {
    return act(
      "claim",
      possible.map((left) => codeAt(tables.codes, game.places, left[0] ?? 0)),
    );
  }
  const { answering, sums } = tables.at(turn);
  // Where one code is known already, its part of the ask may be anything.
  return act(
    "ask",
    possible.map((left) => referenceAsk(answering, tables.codes, sums, left.length === 0 ? [0] : left, turn - 1)),
  );
}

/** A turn as the environment reads it. */
export function act(verb: "ask" | "claim", codes: readonly ArrayLike<number>[]): string {
  return `<action>${verb} ${codes.map((code) => Array.from(code).join("")).join(" ")}</action>`;
}

export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
