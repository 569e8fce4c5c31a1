import type { LocalModelConfig } from "./model-config.ts";
import { revisionOf } from "./revision.ts";

/** Blocks between two challengers of a season: enough for the one before to be tested. */
export const SEASON_STEP_BLOCKS = 240;

/** Whoever joins later makes fewer slips: answers of a thousand that are spoilt. The last but one is nearly perfect. */
const NEWCOMERS: readonly { readonly owner: string; readonly mistakeThousandths: number }[] = [
  { owner: "first-light", mistakeThousandths: 480 },
  { owner: "long-walks", mistakeThousandths: 280 },
  { owner: "night-shift", mistakeThousandths: 150 },
  { owner: "second-look", mistakeThousandths: 70 },
  { owner: "steady-hand", mistakeThousandths: 15 },
];

/** Uids that a season takes: its newcomers and a copy of the best of them. */
export const SEASON_MODELS = NEWCOMERS.length + 1;

/** Blocks of a season: until the last of its models has been tested. */
export const SEASON_BLOCKS = (SEASON_MODELS + 1) * SEASON_STEP_BLOCKS;

/** Blocks of season 0: until the best of the models that a demo starts with is crowned, and some more. */
export const FIRST_SEASON_BLOCKS = 720;

/** Seasons after which pauses and slips come again; the contents of models do not before 1,200 seasons. */
const PAUSES = 120;

/**
 * The challengers of a season of the demo, each better than the one before, and a copy of the best. No two seasons have
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
  const copy = {
    ...best,
    name: `me-too/affine-season-${season}`,
    solver: "full" as const,
    copyOf: best?.name ?? "",
    revealAfterBlocks: 1 + NEWCOMERS.length * SEASON_STEP_BLOCKS,
  };
  return [...described, copy].map((config) => ({ ...config, revision: revisionOf(config) }));
}
