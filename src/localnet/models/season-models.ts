import type { LocalModelConfig } from "./model-config.ts";
import { revisionOf } from "./revision.ts";

/** Blocks between two challengers of a season: enough for the one before to be tested. */
export const SEASON_STEP_BLOCKS = 240;

/**
 * Whoever joins later makes fewer slips: answers of a thousand that are spoilt. Steps are so large that a test is decided,
 * nearly always, before the next one joins: 80 to 180 rounds, and what passes between a round and its verdict.
 */
const NEWCOMERS: readonly { readonly owner: string; readonly mistakeThousandths: number }[] = [
  { owner: "first-light", mistakeThousandths: 780 },
  { owner: "long-walks", mistakeThousandths: 480 },
  { owner: "night-shift", mistakeThousandths: 190 },
  { owner: "steady-hand", mistakeThousandths: 15 },
];

/** Seasons after which pauses and slips come again; the contents of models do not before 1,200 seasons. */
const PAUSES = 120;

/** Who joins last: an exact copy of the best, and one in disguise: another content than that of any season. */
const COPIES: readonly { readonly owner: string; readonly thinksLongerMs: number }[] = [
  { owner: "me-too", thinksLongerMs: 0 },
  { owner: "new-coat", thinksLongerMs: PAUSES + 80 },
];

/** Uids that a season takes: its newcomers, and the copies. */
export const SEASON_MODELS = NEWCOMERS.length + COPIES.length;

/** Blocks of a season: until the last of its models has been tested. */
export const SEASON_BLOCKS = (NEWCOMERS.length + 1) * SEASON_STEP_BLOCKS;

/** Blocks of season 0: until the best of the models that a demo starts with is crowned, and some more. */
export const FIRST_SEASON_BLOCKS = 720;

/**
 * The challengers of a season of the demo, each better than the one before, and two copies of the best. No two seasons have
 * the same models: the first commitment of a content is the only one that counts.
 *
 * @param season from 1 on; what the demo starts with is season 0
 */
export function seasonModels(season: number): LocalModelConfig[] {
  const described = NEWCOMERS.map(({ owner, mistakeThousandths }, place) => ({
    name: `${owner}/affine-season-${season}`,
    solver: "full" as const,
    mistakeThousandths: mistakeThousandths + (Math.floor(season / PAUSES) % 10),
    thinkMs: 10 + (season % PAUSES),
    revealAfterBlocks: 1 + place * SEASON_STEP_BLOCKS,
  }));
  const best = described.at(-1);
  if (best === undefined) return [];
  const copies = COPIES.map(({ owner, thinksLongerMs }, place) => ({
    ...best,
    name: `${owner}/affine-season-${season}`,
    thinkMs: best.thinkMs + thinksLongerMs,
    copyOf: best.name,
    // Nobody can copy what is not public yet.
    revealAfterBlocks: best.revealAfterBlocks + SEASON_STEP_BLOCKS / 2 + place,
  }));
  return [...described, ...copies].map((config) => ({ ...config, revision: revisionOf(config) }));
}
