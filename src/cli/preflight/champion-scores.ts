import { z } from "zod";
import { errorMessage } from "../../core/index.ts";
import type { KnownScores } from "../../simulate/index.ts";

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

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 16 * 1_048_576;

export type ChampionScores =
  | {
      readonly champion: { readonly uid: number; readonly model: string };
      readonly scores: ReadonlyMap<string, KnownScores>;
    }
  | { readonly champion: null }
  /** Why it is not known. */
  | { readonly unknown: string };

/** The champion's scores as a validator's page tells them. */
export async function championScores(statusUrl: string): Promise<ChampionScores> {
  const url = `${statusUrl.replace(/\/+$/, "")}/api/status`;
  let text: string;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
    if (!response.ok) return { unknown: `${url} answers ${response.status}` };
    text = await response.text();
  } catch (thrown) {
    return { unknown: `${url} cannot be reached (${errorMessage(thrown)})` };
  }
  if (text.length > MAX_BYTES) return { unknown: `${url} sends more than a status` };
  const parsed = statusSchema.safeParse(jsonOf(text));
  if (!parsed.success) return { unknown: `${url} is no validator's status` };
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return undefined;
  }
}
