import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { AffineError } from "../core/index.ts";
import { llmsText } from "./describe/llms-text.ts";
import { openApi } from "./describe/openapi.ts";
import type { DoorParts } from "./door-parts.ts";
import { asError } from "./evaluator/evaluator.ts";
import { checkToken } from "./http/check-token.ts";
import { errorResponse, outcomeOfError, statusOfError } from "./http/error-body.ts";
import { jsonResponse } from "./http/json-response.ts";
import { nativeRoutes } from "./native/native-routes.ts";
import { nemoRoutes } from "./nemo/nemo-routes.ts";
import { openEnvRoutes } from "./openenv/openenv-routes.ts";
import { orsRoutes } from "./ors/ors-routes.ts";
import type { SessionBook } from "./ors/session-book.ts";
import { taskRoutes } from "./task-routes.ts";

export interface DoorsApp {
  readonly app: Hono;
  readonly sessions: SessionBook;
}

/** Paths that say nothing but that the server is there, and want no token. */
const OPEN = new Set(["/health", "/llms.txt"]);

/** All doors over HTTP. The WebSocket of OpenEnv is `startDoors`' own. */
export function doorsApp(parts: DoorParts, token: string | undefined): DoorsApp {
  const { metrics, version, log } = parts;
  const app = new Hono();
  app.use(secureHeaders({ strictTransportSecurity: false }));
  app.use("*", async (context, next) => {
    if (!OPEN.has(context.req.path)) {
      checkToken(
        { authorization: context.req.header("authorization"), "x-api-key": context.req.header("x-api-key") },
        token,
      );
    }
    await next();
    context.header("Cache-Control", "no-store");
    if (context.res.ok) metrics.request(doorOf(context.req.path), "ok");
  });
  // ORS's word; an environment's own health, with OpenEnv's, is under /envs/{env}.
  app.get("/health", () => jsonResponse({ status: "ok" }));
  app.get("/metrics", async (context) => {
    const { text, contentType } = await metrics.text();
    return context.body(text, 200, { "Content-Type": contentType });
  });
  for (const path of ["/", "/llms.txt"])
    app.get(path, (context) => context.text(llmsText(new URL(context.req.url).origin)));
  app.get("/openapi.json", () => jsonResponse(openApi(version)));
  const ors = orsRoutes(parts);
  app.route("/envs/:env", openEnvRoutes(parts));
  app.route("/nemo/:env", nemoRoutes(parts));
  for (const routes of [nativeRoutes(parts), taskRoutes(parts), ors.app]) {
    app.route("/", routes);
  }
  app.notFound((context) => errorResponse(noSuchPath(context.req.method, context.req.path)));
  app.onError((thrown, context) => {
    const error = asError(thrown);
    metrics.request(doorOf(context.req.path), outcomeOfError(error));
    if (statusOfError(error) === 500) log.error({ err: thrown, path: context.req.path }, error.message);
    else log.debug({ code: error.code, path: context.req.path }, error.message);
    return errorResponse(error);
  });
  return { app, sessions: ors.sessions };
}

function noSuchPath(method: string, path: string): AffineError {
  return new AffineError("not_found", `There is no ${method} ${JSON.stringify(path.slice(0, 100))}.`, {
    hint: "GET /llms.txt says what there is.",
  });
}

/** Which door a path belongs to, for the metrics. */
function doorOf(path: string): string {
  if (path.startsWith("/v1/")) return "native";
  if (path.startsWith("/envs/")) return "openenv";
  if (path.startsWith("/nemo/")) return "nemo";
  if (/^\/(create|delete|ping|version)|\/(call|prompt|messages|tools|task_tools)$/.test(path)) return "ors";
  return /\/(splits|tasks|num_tasks|task|task_range)$/.test(path) ? "tasks" : "other";
}
