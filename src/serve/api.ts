import { statfs } from "node:fs/promises";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { AffineError } from "../core/index.ts";
import type { Store } from "../store/index.ts";
import { metricsText } from "./metrics.ts";
import { createRecordsRoute } from "./records-route.ts";
import { statusSchema, type Status } from "./status-schema.ts";

export interface ApiOptions {
  readonly version: string;
  /** The validator's present state; `undefined` while it starts. */
  readonly status: () => Status | undefined;
  /** Folder with the built page; without one only the API is served. */
  readonly webFolder?: string;
  /** Whose shards, transcripts and documents anybody may read. */
  readonly store?: Pick<Store, "get" | "head">;
}

/**
 * `GET /metrics` for Prometheus.
 *
 * @param dataFolder whose disk's room is told
 */
export function createMetricsApp(status: () => Status | undefined, dataFolder?: string): Hono {
  const app = new Hono();
  app.get("/metrics", async (context) => {
    const present = status();
    if (present === undefined) return context.text("# the validator is still starting\n", 503);
    const { text, contentType } = await metricsText(present, await freeBytesOf(dataFolder));
    return context.body(text, 200, { "Content-Type": contentType });
  });
  return app;
}

/**
 * The dashboard's HTTP API and its page.
 *
 * `GET /api/health`, `GET /api/status` ({@link Status}), `GET /records/…`, `/transcripts/…` and `/documents/…` with a store,
 * everything else from the page's folder.
 */
export function createApi(options: ApiOptions): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        frameAncestors: ["'none'"],
      },
      // The page is served over plain HTTP on this machine: asking browsers for HTTPS would lock them out.
      strictTransportSecurity: false,
    }),
  );
  app.use("/api/*", async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });
  app.get("/api/health", (context) => context.json({ ok: true, version: options.version }));
  app.get("/api/status", (context) => {
    const status = options.status();
    if (status === undefined) return context.json(errorBody("starting", "The validator is still starting."), 503);
    return context.json(statusSchema.parse(status));
  });
  app.all("/api/*", (context) => context.json(errorBody("not_found", `There is no ${context.req.path}.`), 404));
  if (options.store !== undefined) app.route("/", createRecordsRoute(options.store));
  if (options.webFolder !== undefined) app.get("*", serveStatic({ root: options.webFolder }));
  app.notFound((context) => context.json(errorBody("not_found", `There is no ${context.req.path}.`), 404));
  app.onError((error, context) => {
    const code = AffineError.isInstance(error) ? error.code : "internal";
    return context.json(errorBody(code, error.message), 500);
  });
  return app;
}

/** `undefined` where nobody can tell: a scrape is worth more than this one figure. */
async function freeBytesOf(folder: string | undefined): Promise<number | undefined> {
  if (folder === undefined) return undefined;
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function errorBody(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}
