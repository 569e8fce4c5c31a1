import type { Game, Relation, Rule, Telling } from "../game.ts";
import { readAction } from "../read-action.ts";

/** An ask and its answers, one for each code. */
export interface Asked {
  readonly turn: number;
  readonly ask: readonly (readonly number[])[];
  readonly answers: readonly number[];
}

/** What the conversation says: the game, its bound, and what was asked. */
export interface Table {
  readonly game: Game;
  readonly bound: number;
  readonly asked: readonly Asked[];
  /** The turn that is to be said next, from 1. */
  readonly turn: number;
}

const TELLINGS: readonly (readonly [string, Telling])[] = [
  ["how many places of the ask hit", "count"],
  ["the first place of the ask", "first"],
  ["the last place of the ask", "last"],
  ["longest unbroken row", "run"],
];

/** Reads a conversation as anybody could; `null` for one that is about something else. */
export function readTable(history: readonly { readonly role: string; readonly content: string }[]): Table | null {
  const opening = history.find(({ role }) => role === "user")?.content ?? "";
  const game = readGame(opening);
  const bound = /A right claim in turn (\d+) or before/.exec(opening);
  if (game === null || bound === null) return null;
  const asked: Asked[] = [];
  let turn = 0;
  for (const [index, { role, content }] of history.entries()) {
    if (role !== "assistant") continue;
    turn += 1;
    const action = readAction(content, game);
    const answers = /^Answers of turn \d+: ([\d ]+)\./.exec(history[index + 1]?.content ?? "");
    if (!action.valid || answers === null) continue;
    asked.push({ turn, ask: action.codes, answers: (answers[1] as string).split(" ").map(Number) });
  }
  return { game, bound: Number(bound[1]), asked, turn: turn + 1 };
}

/** The game of an opening. */
export function readGame(opening: string): Game | null {
  const shape = /Each code has (\d+) digits from 0 to (\d+);/.exec(opening);
  if (shape === null) return null;
  const [places, digits] = [Number(shape[1]), Number(shape[2]) + 1];
  const codes = Number(/^(\d+) codes are hidden/.exec(opening)?.[1] ?? 1);
  const rules = opening.split("\n\n").flatMap((part) => readRule(part));
  return rules.length === 0 ? null : { places, digits, codes, rules };
}

function readRule(text: string): Rule[] {
  const from = /^From turn (\d+) on:/.exec(text);
  const telling = TELLINGS.find(([words]) => text.includes(words));
  const weights = Array.from(text.matchAll(/(\d+) times the hidden digit/g), ([, weight]) => Number(weight));
  const relation = readRelation(text);
  if (from === null || telling === undefined || weights.length === 0 || relation === null) return [];
  return [{ from: Number(from[1]), weights, relation, telling: telling[1] }];
}

function readRelation(text: string): Relation | null {
  const among = (found: string | undefined): number[] => (found ?? "").split(", ").map(Number);
  const remainder = /(\d+) times its asked digit plus its sum, divided by (\d+), .* one of ([\d, ]+);/.exec(text);
  if (remainder !== null) {
    return { form: "remainder", a: Number(remainder[1]), m: Number(remainder[2]), among: among(remainder[3]) };
  }
  const distance = /differ by one of ([\d, ]+);/.exec(text);
  return distance === null ? null : { form: "distance", among: among(distance[1]) };
}
