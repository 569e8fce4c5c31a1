import { z } from "zod";
import {
  challengesRequestSchema,
  challengesResponseSchema,
  episodeSchema,
  episodesRequestSchema,
  evaluationItemSchema,
  evaluationsRequestSchema,
  evaluationsResponseSchema,
} from "../native/native-schemas.ts";
import { inputSchema } from "./openenv-openapi.ts";

const ERROR = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: {
        code: { type: "string" },
        message: { type: "string" },
        hint: { type: ["string", "null"] },
        retryable: { type: "boolean" },
      },
      required: ["code", "message", "hint", "retryable"],
    },
    detail: { type: "string", description: "message and hint, for clients that read nothing else" },
  },
  required: ["error", "detail"],
};

/** What `GET /openapi.json` says of the native door, from the very schemas that read its requests. */
export function openApi(version: string): object {
  const json = (schema: object): object => ({ "application/json": { schema } });
  const failures = {
    400: { description: "malformed, with what is wrong and where", content: json(ERROR) },
    401: { description: "no token, or a wrong one, where the server wants one", content: json(ERROR) },
    404: { description: "no such environment or split", content: json(ERROR) },
    413: { description: "too much at once", content: json(ERROR) },
    429: { description: "the queue is full; Retry-After says when to ask again", content: json(ERROR) },
    503: { description: "the server stops or its sandbox is away; Retry-After", content: json(ERROR) },
  };
  const items = { type: "array", items: inputSchema(evaluationItemSchema), maxItems: 1024 };
  const evaluations = { ...inputSchema(evaluationsRequestSchema), properties: { items } };
  const post = (summary: string, body: object, answer: object): object => ({
    post: {
      summary,
      requestBody: { required: true, content: json(body) },
      responses: { 200: { description: "OK", content: json(answer) }, ...failures },
    },
  });
  return {
    openapi: "3.1.0",
    info: { title: "Affine environments", version, description: "Questions and exact verdicts. See /llms.txt." },
    paths: {
      "/v1/envs": {
        get: { summary: "environments, levels, measured baselines", responses: { 200: { description: "OK" } } },
      },
      "/v1/challenges": post(
        "questions by seeds, by a range of a split, or fresh ones",
        inputSchema(challengesRequestSchema),
        z.toJSONSchema(challengesResponseSchema),
      ),
      "/v1/evaluations": post(
        "verdicts, in the order of the answers",
        evaluations,
        z.toJSONSchema(evaluationsResponseSchema),
      ),
      "/v1/episodes": post(
        "an episode after some turns: what is said next, or the verdict",
        inputSchema(episodesRequestSchema),
        z.toJSONSchema(episodeSchema),
      ),
      "/health": { get: { summary: "whether the server is well", responses: { 200: { description: "OK" } } } },
      "/metrics": { get: { summary: "figures for Prometheus", responses: { 200: { description: "OK" } } } },
    },
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
  };
}
