import { Hono } from "hono";
import { AffineError } from "../../core/index.ts";
import type { DoorParts } from "../door-parts.ts";
import type { AnswerItem, Judged } from "../evaluator/evaluator.ts";
import { placeNamed, placeWith } from "../evaluator/place.ts";
import { environmentList } from "../describe/environment-list.ts";
import { httpError } from "../http/error-body.ts";
import { jsonResponse } from "../http/json-response.ts";
import { shaped, withBody } from "../http/read-body.ts";
import { drawSeeds } from "./draw-seeds.ts";
import {
  challengesRequestSchema,
  episodesRequestSchema,
  evaluationItemSchema,
  evaluationsRequestSchema,
} from "./native-schemas.ts";
import { sentChallenge, sentEpisode, sentResult } from "./sent-result.ts";

/** The native door: questions and verdicts in batches, `/v1/…`. */
export function nativeRoutes(parts: DoorParts): Hono {
  const { evaluator, limits, bodies } = parts;
  const app = new Hono();
  app.get("/v1/envs", async () => jsonResponse({ envs: await environmentList() }));
  app.post("/v1/challenges", (context) =>
    withBody(context, bodies, challengesRequestSchema, async (asked) => {
      const place = placeWith(placeNamed(asked.env), asked);
      const challenges = await evaluator.questions(place, drawSeeds(place, asked, limits.batchItems));
      return jsonResponse({ challenges: challenges.map(sentChallenge) });
    }),
  );
  app.post("/v1/evaluations", (context) =>
    withBody(context, bodies, evaluationsRequestSchema, async ({ items }) => {
      if (items.length > limits.batchItems) {
        const message = `${items.length} answers at once are too many.`;
        throw httpError(413, "invalid_input", message, `Send at most ${limits.batchItems}.`);
      }
      return jsonResponse({ results: (await judgeAll(parts, items)).map(sentResult) });
    }),
  );
  app.post("/v1/episodes", (context) =>
    withBody(context, bodies, episodesRequestSchema, async ({ challenge_id, turns }) =>
      jsonResponse(sentEpisode(challenge_id, turns.length, await evaluator.replay(challenge_id, turns))),
    ),
  );
  return app;
}

/** Verdicts in order; an item of another form has an error of its own and leaves the others alone. */
async function judgeAll({ evaluator }: DoorParts, items: readonly unknown[]): Promise<Judged[]> {
  const read = items.map((item, index) => readItem(item, index));
  const judged = await evaluator.judge(read.filter((item): item is AnswerItem => !AffineError.isInstance(item)));
  let next = 0;
  return read.map((item) => {
    if (AffineError.isInstance(item)) return { error: item };
    next += 1;
    return judged[next - 1] as Judged;
  });
}

function readItem(item: unknown, index: number): AnswerItem | AffineError {
  try {
    const { challenge_id, completion } = shaped(item, evaluationItemSchema);
    return { challengeId: challenge_id, completion };
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    return new AffineError(error.code, `Item ${index}: ${error.message}`);
  }
}
