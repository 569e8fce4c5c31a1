import { AffineError } from "../../core/index.ts";
import type { GeneratedChallenge } from "../../envs/index.ts";
import { freshSeed, type Evaluator } from "../evaluator/evaluator.ts";
import { placeWith, type Place } from "../evaluator/place.ts";
import { numberedSeed, splitNamed, splitSeed } from "../evaluator/splits.ts";
import type { ResetArguments } from "./openenv-schemas.ts";

/**
 * The question that a reset asks for: a task by its number, or the one of a seed, else a fresh one. A number or seed
 * without a split is one of `train`.
 *
 * @throws AffineError as {@link Evaluator.questions}, `not_found` for an unknown split, `invalid_input` for both at once.
 */
export function resetQuestion(evaluator: Evaluator, place: Place, asked: ResetArguments): Promise<GeneratedChallenge> {
  const { split, index, seed, level, params } = asked;
  if (typeof index === "number" && typeof seed === "number") {
    throw new AffineError(
      "invalid_input",
      `Both the index ${index} and the seed ${seed} are given: each names a question.`,
      {
        hint: "Give one of them, with a split or without.",
      },
    );
  }
  const there = placeWith(place, { level: level ?? undefined, params: params ?? undefined });
  const within = splitNamed(split ?? "train");
  if (typeof index === "number") return evaluator.question(there, splitSeed(place.environment, within, index));
  if (typeof seed === "number") return evaluator.question(there, numberedSeed(place.environment, within, seed));
  if (typeof split === "string" && split !== "train") {
    throw new AffineError("invalid_input", `Of the split ${split} no question is named.`, {
      hint: "Give an index or a seed with it.",
    });
  }
  return evaluator.question(there, freshSeed());
}
