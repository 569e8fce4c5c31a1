import { Hono, type Context } from "hono";
import { z } from "zod";
import type { DoorParts } from "../door-parts.ts";
import { openEnvOpenApi } from "../describe/openenv-openapi.ts";
import { placeNamed, refuseOtherPlace } from "../evaluator/place.ts";
import { asError } from "../evaluator/evaluator.ts";
import { errorBody } from "../http/error-body.ts";
import { jsonResponse } from "../http/json-response.ts";
import { shaped, withBody } from "../http/read-body.ts";
import { answerText } from "../evaluator/answer-text.ts";
import { answerRpc } from "./json-rpc.ts";
import { actionSchema, publishedSchemas, stepRequestSchema } from "./openenv-schemas.ts";
import { OpenEnvSession, verdictOf } from "./openenv-session.ts";

/** OpenEnv over HTTP, one origin an environment: `/envs/{env}/…`. Its WebSocket is `/envs/{env}/ws`. */
export function openEnvRoutes(parts: DoorParts): Hono {
  const { evaluator, bodies, version } = parts;
  const app = new Hono();
  const placeOf = (context: Context) => placeNamed(context.req.param("env") ?? "");

  app.get("/health", (context) => {
    placeOf(context);
    return jsonResponse({ status: "healthy" });
  });
  app.get("/metadata", (context) => {
    const { name, environment } = placeOf(context);
    const { title, description, answerFormat, version: own } = environment.info;
    return jsonResponse({
      name,
      description: `${title}: ${description}`,
      version: own,
      author: "Affine",
      readme_content: `# ${name}\n\n${description}\n\nAnswer format: ${answerFormat}\n`,
      documentation_url: null,
    });
  });
  app.get("/schema", (context) => {
    placeOf(context);
    return jsonResponse(publishedSchemas());
  });
  app.get("/openapi.json", (context) => jsonResponse(openEnvOpenApi(placeOf(context).name, version)));
  app.get("/state", (context) => jsonResponse(new OpenEnvSession(evaluator, placeOf(context)).state()));
  app.post("/reset", (context) =>
    withBody(context, bodies, z.unknown(), async (body) =>
      jsonResponse(await new OpenEnvSession(evaluator, placeOf(context)).reset(body)),
    ),
  );
  // HTTP keeps no session: the id says which question the answer belongs to.
  app.post("/step", (context) =>
    withBody(context, bodies, stepRequestSchema, async ({ action, challenge_id }) => {
      refuseOtherPlace(placeOf(context), challenge_id);
      const { answer } = shaped(action, actionSchema);
      return jsonResponse(verdictOf(challenge_id, await evaluator.verdict(challenge_id, answerText(answer))));
    }),
  );
  app.post("/mcp", async (context) => {
    const place = placeOf(context);
    try {
      return await withBody(context, bodies, z.unknown(), async (body) =>
        jsonResponse(await answerRpc(evaluator, place, body)),
      );
    } catch (thrown) {
      const { error } = errorBody(asError(thrown));
      return jsonResponse({ jsonrpc: "2.0", id: null, error: { code: -32_700, message: error.message } });
    }
  });
  return app;
}
