import type { Context, Hono } from "hono";
import { openAiError } from "../open-ai-error.ts";
import type { HostBindings } from "../bindings.ts";
import { deployedModelSchema } from "./deployments-file.ts";
import type { Deployments } from "./deployments.ts";
import { readBody } from "../read-body.ts";

/**
 * `/admin/deployments`: what Chutes' management API is to real models.
 *
 * - `GET /admin/deployments`, `GET /admin/deployments/{id}`
 * - `POST /admin/deployments {model, revision}`: cold at first
 * - `POST /admin/deployments/{id}/warmup`: answers when it is hot
 */
export function addDeploymentRoutes(app: Hono<HostBindings>, deployments: Deployments): void {
  app.get("/admin/deployments", (c) => c.json({ deployments: deployments.all }));
  app.get("/admin/deployments/:id", (c) => c.json(deployments.get(c.req.param("id"))));
  app.post("/admin/deployments", async (c) => {
    const refused = refuseForeignPage(c);
    if (refused !== undefined) return refused;
    const wanted = await readBody(c, deployedModelSchema);
    return wanted instanceof Response ? wanted : c.json(await deployments.deploy(wanted));
  });
  app.post("/admin/deployments/:id/warmup", async (c) => {
    return refuseForeignPage(c) ?? c.json(await deployments.warmUp(c.req.param("id")));
  });
}

/** Browsers ask before they send this type to another origin, so no page can change the models of who visits it. */
export function refuseForeignPage(c: Context): Response | undefined {
  if (c.req.header("content-type")?.startsWith("application/json") === true) return undefined;
  return openAiError(415, "not_json", "Send content-type: application/json.");
}
