import { z } from "zod";
import type { KnownScores } from "../../simulate/index.ts";
import { pageStatus, type ExpectedChain } from "../validator-page/page-status.ts";

/** The part of a validator's status (`GET /api/status`) that tells who reigns and how well. */
const statusSchema = z.looseObject({
  /** Under affine-v2: the means that its tests rest on. */
  contest: z
    .looseObject({
      champion: z
        .looseObject({
          uid: z.int(),
          model: z.string(),
          rounds: z.int().nonnegative(),
          scores: z.record(z.string(), z.number().min(0).max(1000)),
        })
        .nullable(),
    })
    .nullish(),
  champion: z.looseObject({ uid: z.int(), hotkey: z.string(), model: z.string() }).nullable(),
  leaderboard: z.array(
    z.looseObject({
      hotkey: z.string(),
      champion: z.boolean(),
      environments: z.record(
        z.string(),
        z.looseObject({ n: z.int().nonnegative(), score: z.number().min(0).max(1000) }),
      ),
    }),
  ),
});

export type ChampionScores =
  | {
      readonly champion: { readonly uid: number; readonly model: string };
      readonly scores: ReadonlyMap<string, KnownScores>;
    }
  | { readonly champion: null }
  /** Why it is not known. */
  | { readonly unknown: string };

/** The champion's scores as a validator's page tells them. */
export async function championScores(pageUrl: string, expected: ExpectedChain): Promise<ChampionScores> {
  const told = await pageStatus(pageUrl, expected);
  if ("unknown" in told) return told;
  const parsed = statusSchema.safeParse(told.status);
  if (!parsed.success) return { unknown: `${pageUrl} tells of its champion in another way than this program reads` };
  const { champion, leaderboard, contest } = parsed.data;
  if (contest?.champion != null) return scoresOf(contest.champion);
  if (champion === null) return { champion: null };
  const row = leaderboard.find(({ hotkey }) => hotkey === champion.hotkey);
  const scores = Object.entries(row?.environments ?? {}).map(([name, { n, score }]): [string, KnownScores] => [
    name,
    { n, sumThousandths: Math.round(n * score) },
  ]);
  return { champion: { uid: champion.uid, model: champion.model }, scores: new Map(scores) };
}

/** What a contest's champion has scored so far: the means that its tests rest on. */
export function scoresOf(champion: {
  readonly uid: number;
  readonly model: string;
  readonly rounds: number;
  /** Thousandths by environment. */
  readonly scores: Readonly<Record<string, number>>;
}): ChampionScores {
  const { uid, model, rounds, scores } = champion;
  const known = Object.entries(scores).map(([name, mean]): [string, KnownScores] => [
    name,
    { n: rounds, sumThousandths: Math.round(rounds * mean) },
  ]);
  return { champion: { uid, model }, scores: new Map(known) };
}
