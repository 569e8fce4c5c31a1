import { canonicalJson, Random } from "../../core/index.ts";
import type { EpisodeStart } from "./episode.ts";

/** The chance of a program that plays one episode. */
export function episodeLuck(name: string, { params, seed }: Pick<EpisodeStart, "params" | "seed">): Random {
  return Random.from("affine/policy/v1", name, canonicalJson(params), seed);
}
