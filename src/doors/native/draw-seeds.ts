import type { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { freshSeed } from "../evaluator/evaluator.ts";
import type { Place } from "../evaluator/place.ts";
import { splitNamed, splitSeed } from "../evaluator/splits.ts";
import { httpError } from "../http/error-body.ts";
import type { challengesRequestSchema } from "./native-schemas.ts";

type Asked = Pick<z.output<typeof challengesRequestSchema>, "seeds" | "split" | "range" | "count">;

/**
 * The seeds that a request asks for.
 *
 * @param most questions of one request.
 * @throws AffineError `not_found` for an unknown split, `invalid_input` for numbers it does not have, with status 413 for
 * more than `most`.
 */
export function drawSeeds({ environment }: Place, { seeds, split, range, count }: Asked, most: number): string[] {
  if (seeds !== undefined) return seeds.slice(0, bounded(seeds.length, most));
  if (count !== undefined) return Array.from({ length: bounded(count, most) }, freshSeed);
  const [start, stop] = range ?? [0, 0];
  if (stop < start) {
    throw new AffineError("invalid_input", `The range [${start}, ${stop}) ends before it begins.`, {
      hint: "A range is [start, stop), stop not being in it.",
    });
  }
  const named = splitNamed(split ?? "");
  return Array.from({ length: bounded(stop - start, most) }, (_, at) => splitSeed(environment, named, start + at));
}

function bounded(asked: number, most: number): number {
  if (asked <= most) return asked;
  throw httpError(413, "invalid_input", `${asked} questions at once are too many.`, `Ask for at most ${most}.`);
}
