import { canonicalJson, Random } from "../../core/index.ts";
import type { DrawKey } from "../attempts.ts";

/**
 * The dice of one turn, 0 for the beginning: they depend on nothing that was said, so that all who are asked the same
 * question meet the same ones.
 *
 * @param attempt of a beginning whose drafts were refused
 */
export function episodeStream({ name, version, params, seed }: DrawKey, turn: number, attempt = 0): Random {
  const parts = [name, version, canonicalJson(params), seed, turn, ...(attempt === 0 ? [] : [attempt])];
  return Random.from("affine/episode/v1", ...parts);
}
