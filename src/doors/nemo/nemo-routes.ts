import { Hono, type Context } from "hono";
import { z } from "zod";
import type { DoorParts } from "../door-parts.ts";
import { placeNamed, refuseOtherPlace } from "../evaluator/place.ts";
import { jsonResponse } from "../http/json-response.ts";
import { withBody } from "../http/read-body.ts";
import { aggregateMetrics, aggregateRequestSchema } from "./aggregate-metrics.ts";
import { responseSchema, responseText } from "./response-text.ts";

const verifySchema = z.looseObject({
  challenge_id: z.string(),
  responses_create_params: z.unknown(),
  response: responseSchema,
});

/** The row of a data set, or nothing: a session needs no preparing, but a row of another question is told at once. */
const seedSchema = z.looseObject({ challenge_id: z.string().optional() }).default({});

/** A NeMo Gym resources server, `/nemo/{env}/…`. Rows of its data sets carry the challenge id. */
export function nemoRoutes({ evaluator, bodies }: DoorParts): Hono {
  const app = new Hono();
  const placeOf = (context: Context) => placeNamed(context.req.param("env") ?? "");

  app.post("/seed_session", (context) =>
    withBody(context, bodies, seedSchema, ({ challenge_id }) => {
      const place = placeOf(context);
      if (challenge_id !== undefined) refuseOtherPlace(place, challenge_id, 422);
      return jsonResponse({});
    }),
  );
  app.post("/verify", (context) =>
    withBody(context, bodies, verifySchema, async (body) => {
      refuseOtherPlace(placeOf(context), body.challenge_id, 422);
      const { score, metrics } = await evaluator.verdict(body.challenge_id, responseText(body.response));
      // Whatever is a number becomes a metric of the run.
      return jsonResponse({ ...metrics, ...body, reward: score, score });
    }),
  );
  app.post("/aggregate_metrics", (context) =>
    withBody(context, bodies, aggregateRequestSchema, (body) => {
      placeOf(context);
      return jsonResponse(aggregateMetrics(body));
    }),
  );
  app.get("/reverify_mode", (context) => {
    placeOf(context);
    return jsonResponse("stateless");
  });
  return app;
}
