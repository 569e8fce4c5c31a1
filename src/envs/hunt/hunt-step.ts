import type { Random } from "../../core/index.ts";
import type { Reply } from "../episode/index.ts";
import { answeringOf, answerTo, sumsOf } from "./answering.ts";
import { credit } from "./credit.ts";
import { ruleAt, type Game } from "./game.ts";
import { HUNT_TURNS } from "./hunt-levels.ts";
import { readAction } from "./read-action.ts";

/** All that an episode is about; it never changes, only the turn does. */
export interface HuntState {
  readonly game: Game;
  readonly hidden: readonly (readonly number[])[];
  /** Last turn in which a right claim has full credit. */
  readonly bound: number;
}

/** One turn: an answer for each code, or the end. */
export function huntStep(state: HuntState, said: string, _dice: Random, turn: number): Reply<HuntState> {
  const { game, hidden, bound } = state;
  const action = readAction(said, game);
  const left = HUNT_TURNS - turn;
  if (!action.valid) {
    return { state, observation: `Turn ${turn} is lost: ${action.reason}. Turns left: ${left}.` };
  }
  if (action.verb === "ask") {
    const answering = answeringOf(game, ruleAt(game, turn));
    const answers = action.codes.map((ask, index) => answerTo(answering, ask, sumsOf(answering, hidden[index] ?? [])));
    return { state, observation: `Answers of turn ${turn}: ${answers.join(" ")}. Turns left: ${left}.` };
  }
  const right = action.codes.filter((code, index) => code.join() === hidden[index]?.join()).length;
  const metrics = { turns: turn, bound, codes: game.codes, codesRight: right };
  if (right < game.codes)
    return { verdict: { thousandths: 0, reason: "wrong_claim", extracted: action.text, metrics } };
  const reason = turn <= bound ? "correct" : "correct_late";
  return { verdict: { thousandths: credit(turn, bound), reason, extracted: action.text, metrics } };
}
