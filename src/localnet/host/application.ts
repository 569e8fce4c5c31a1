import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { AffineError, errorMessage } from "../../core/index.ts";
import { carriesToken } from "../../io/index.ts";
import { faultSchema, type LocalModel } from "../models/index.ts";
import type { HostBindings } from "./bindings.ts";
import { chat, type ChatHost } from "./chat.ts";
import { chatRequestSchema } from "./chat-request.ts";
import type { Deployments } from "./deployments/deployments.ts";
import { addDeploymentRoutes, refuseForeignPage } from "./deployments/routes.ts";
import { openAiError } from "./open-ai-error.ts";
import { readBody } from "./read-body.ts";

const BODY_LIMIT_BYTES = 1024 * 1024;

const faultRequestSchema = z.strictObject({ model: z.string(), fault: faultSchema.nullable() });

interface ApplicationOptions {
  readonly allowFaults: boolean;
  readonly apiKey: string | undefined;
  /** Opens `/admin/deployments`. */
  readonly deployments: Deployments | undefined;
}

/** The routes of the host. */
export function application(host: ChatHost, options: ApplicationOptions): Hono<HostBindings> {
  const app = new Hono<HostBindings>();
  const tooLarge = () => openAiError(413, "body_too_large", `A body may have ${BODY_LIMIT_BYTES} bytes at most.`);
  app.get("/health", (c) => c.json({ status: "ok", models: host.models.size, waiting: host.pool.waiting }));
  if (options.apiKey !== undefined) app.use("*", requireKey(options.apiKey));
  app.use("*", bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: tooLarge }));

  app.get("/v1/models", (c) => c.json({ object: "list", data: [...host.models.values()].map(describe) }));

  app.post("/v1/chat/completions", async (c) => {
    const request = await readBody(c, chatRequestSchema);
    return request instanceof Response ? request : chat(host, request, c.req.raw.signal, c.env.outgoing);
  });

  if (options.allowFaults) {
    app.post("/admin/faults", async (c) => {
      const refused = refuseForeignPage(c);
      if (refused !== undefined) return refused;
      const request = await readBody(c, faultRequestSchema);
      if (request instanceof Response) return request;
      host.faults.set(request.model, request.fault);
      return c.json(request);
    });
  }

  if (options.deployments !== undefined) addDeploymentRoutes(app, options.deployments);

  app.notFound((c) => openAiError(404, "not_found", `There is no ${c.req.method} ${c.req.path} here.`));
  app.onError((error) => refusalOf(error));
  return app;
}

function requireKey(apiKey: string): MiddlewareHandler {
  return async (c, next) => {
    if (carriesToken(c.req.header("authorization"), apiKey)) return next();
    return openAiError(401, "invalid_api_key", "The request carries no valid API key.");
  };
}

function describe(model: LocalModel): Record<string, unknown> {
  const [owner = ""] = model.name.split("/");
  return { id: model.name, object: "model", created: 0, owned_by: owner, revision: model.revision };
}

function refusalOf(error: unknown): Response {
  const code = AffineError.isInstance(error) ? error.code : "internal";
  if (code === "not_found") return openAiError(404, code, errorMessage(error));
  if (code === "invalid_input") return openAiError(422, code, errorMessage(error));
  if (code === "hub_transport" || code === "state_corrupt") return openAiError(502, code, errorMessage(error));
  if (code === "timeout") return openAiError(504, code, errorMessage(error));
  if (code === "interrupted" || (error instanceof Error && error.name === "AbortError")) {
    return openAiError(503, "interrupted", "The request was given up.");
  }
  return openAiError(500, code, errorMessage(error));
}
