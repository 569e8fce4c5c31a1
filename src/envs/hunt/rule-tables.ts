import { answeringOf, sumsOf, type Answering } from "./answering.ts";
import { allCodes } from "./codes.ts";
import { ruleAt, type Game } from "./game.ts";

/** A game's codes, and for a turn the tables of its rule with the sums of all codes. */
export class RuleTables {
  readonly codes: Uint8Array;
  /** How many codes there are. */
  readonly count: number;
  readonly #game: Game;
  readonly #made = new Map<number, { readonly answering: Answering; readonly sums: Uint8Array }>();

  constructor(game: Game) {
    this.#game = game;
    this.codes = allCodes(game);
    this.count = this.codes.length / game.places;
  }

  at(turn: number): { readonly answering: Answering; readonly sums: Uint8Array } {
    const rule = ruleAt(this.#game, turn);
    const known = this.#made.get(rule.from);
    if (known !== undefined) return known;
    const answering = answeringOf(this.#game, rule);
    const made = { answering, sums: sumsOf(answering, this.codes) };
    this.#made.set(rule.from, made);
    return made;
  }
}
