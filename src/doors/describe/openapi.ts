import {
  challengesRequestSchema,
  challengesResponseSchema,
  episodeSchema,
  episodesRequestSchema,
  evaluationItemSchema,
  evaluationsRequestSchema,
  evaluationsResponseSchema,
} from "../native/native-schemas.ts";
import { environmentsResponseSchema } from "./environment-schema.ts";
import { failures, type Failure } from "./open-api-failures.ts";
import { OpenApiSchemas } from "./open-api-schemas.ts";

/** What every request with a body may meet. */
const ALWAYS = [400, 401, 413, 429, 500, 503] as const satisfies readonly Failure[];

/** What `GET /openapi.json` says of the native door, from the very schemas that read its requests. */
export function openApi(version: string): object {
  const schemas = new OpenApiSchemas();
  const json = (schema: object): object => ({ "application/json": { schema } });
  const items = { type: "array", items: schemas.input("Answer", evaluationItemSchema), maxItems: 1024 };
  const evaluations = { ...schemas.input("Evaluations", evaluationsRequestSchema), properties: { items } };
  const get = (summary: string, content: object | undefined, ...failing: readonly Failure[]): object => ({
    get: {
      summary,
      responses: { 200: { description: "OK", ...(content === undefined ? {} : { content }) }, ...failures(...failing) },
    },
  });
  const post = (summary: string, body: object, answer: object, ...failing: readonly Failure[]): object => ({
    post: {
      summary,
      requestBody: { required: true, content: json(body) },
      responses: { 200: { description: "OK", content: json(answer) }, ...failures(...ALWAYS, ...failing) },
    },
  });
  const health = { type: "object", properties: { status: { const: "ok" } }, required: ["status"] };
  const paths = {
    "/v1/envs": get(
      "environments, levels, measured baselines",
      json(schemas.output("Environments", environmentsResponseSchema)),
      401,
      500,
    ),
    "/v1/challenges": post(
      "questions by seeds, by a range of a split, or fresh ones",
      schemas.input("Challenges", challengesRequestSchema),
      schemas.output("Questions", challengesResponseSchema),
      404,
    ),
    "/v1/evaluations": post(
      "verdicts, in the order of the answers; what cannot be judged has an error of its own in a 200",
      evaluations,
      schemas.output("Verdicts", evaluationsResponseSchema),
    ),
    "/v1/episodes": post(
      "an episode after some turns: what is said next, or the verdict",
      schemas.input("Turns", episodesRequestSchema),
      schemas.output("Episode", episodeSchema),
      404,
      501,
    ),
    "/health": get("whether the server is well", json(health)),
    "/metrics": get("figures for Prometheus", { "text/plain": { schema: { type: "string" } } }, 401),
  };
  return {
    openapi: "3.1.0",
    info: { title: "Affine environments", version, description: "Questions and exact verdicts. See /llms.txt." },
    paths,
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } }, schemas: schemas.components },
  };
}
