import { publishedSchemas, resetSchema, stepRequestSchema } from "../openenv/openenv-schemas.ts";
import { failures } from "./open-api-failures.ts";
import { OpenApiSchemas } from "./open-api-schemas.ts";

/** What `GET /envs/{env}/openapi.json` says: the routes of OpenEnv, relative to the environment's own origin. */
export function openEnvOpenApi(name: string, version: string): object {
  const { observation, reset_observation, state } = publishedSchemas();
  const schemas = new OpenApiSchemas();
  const result = (of: object): object => ({
    type: "object",
    properties: { observation: of, reward: { type: ["number", "null"] }, done: { type: "boolean" } },
    required: ["observation", "reward", "done"],
  });
  const get = (summary: string, schema: object = {}): object => ({
    get: { summary, responses: { ...answered(schema), ...failures(400, 401, 404) } },
  });
  const post = (summary: string, body: object, schema: object): object => ({
    post: {
      summary,
      requestBody: { content: { "application/json": { schema: body } } },
      responses: { ...answered(schema), ...failures(400, 401, 404, 413, 429, 500, 501, 503) },
    },
  });
  const paths = {
    "/health": get("whether the server is well"),
    "/metadata": get("what the environment is"),
    "/schema": get("schemas of action, observation and state"),
    "/state": get("the state of no session", state),
    "/reset": post("a question", schemas.input("Reset", resetSchema), result(reset_observation)),
    "/step": post("the verdict on an answer to it", schemas.input("Step", stepRequestSchema), result(observation)),
    "/mcp": post("JSON-RPC 2.0: tools/list, tools/call", {}, {}),
  };
  return {
    openapi: "3.1.0",
    // Clients take this for the version of the protocol.
    info: { title: `Affine ${name}, OpenEnv`, version: "1.0.0", "x-affine-version": version },
    paths,
    components: { schemas: schemas.components },
  };
}

function answered(schema: object): object {
  return { 200: { description: "OK", content: { "application/json": { schema } } } };
}
