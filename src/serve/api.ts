import { statfs } from "node:fs/promises";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Store } from "../store/index.ts";
import { errorAnswer, errorBody } from "./error-answer.ts";
import { metricsText } from "./metrics.ts";
import { createRecordsRoute } from "./records-route.ts";
import { statusSchema, type Status } from "./status-schema.ts";
import { createArenaRoutes } from "./v1/arena-routes.ts";
import type { ArenaSource } from "./v1/arena-source.ts";
import { FailedTests } from "./v1/failed-tests.ts";
import type { Spectators } from "./v1/spectators.ts";

export interface ApiOptions {
  readonly version: string;
  /** The validator's present state; `undefined` while it starts. */
  readonly status: () => Status | undefined;
  /** Folder with the built page; without one only the API is served. */
  readonly webFolder?: string;
  /** Whose shards, transcripts and documents anybody may read. */
  readonly store?: Pick<Store, "get" | "head">;
  /** What spectators see besides; without it there is no `/api/v1`. */
  readonly arena?: {
    readonly source: () => ArenaSource | undefined;
    readonly spectators: Spectators;
    /** A copy in files is made of it. */
    readonly isStatic?: boolean;
  };
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
 * `GET /api/health`, `GET /api/status` ({@link Status}), `/api/v1/…` (docs/arena.md), `GET /records/…`, `/transcripts/…` and `/documents/…` with a store,
 * everything else from the page's folder.
 */
export function createApi(options: ApiOptions): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
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
  if (options.arena !== undefined) {
    const { source: arena, spectators, isStatic = false } = options.arena;
    const { version, status } = options;
    const parts = options.store === undefined ? {} : { failedTests: new FailedTests(options.store) };
    app.route("/api/v1", createArenaRoutes({ version, status, arena, spectators, isStatic, ...parts }));
  }
  // Whoever asks with another method is told so, and not that there is nothing.
  app.all("/api/*", async (context, next) => {
    const { method, path } = context.req;
    if (method === "GET" || method === "HEAD") return next();
    if (!answersGet(app, path)) return next();
    context.header("Allow", "GET, HEAD");
    const message = `${path} is only read: ${method.slice(0, 20)} is not taken.`;
    return context.json(errorBody("method_not_allowed", message, "Ask with GET."), 405);
  });
  app.all("/api/*", (context) => context.json(errorBody("not_found", `There is no ${context.req.path}.`), 404));
  if (options.store !== undefined) app.route("/", createRecordsRoute(options.store));
  if (options.webFolder !== undefined) app.get("*", serveStatic({ root: options.webFolder }));
  app.notFound((context) => context.json(errorBody("not_found", `There is no ${context.req.path}.`), 404));
  app.onError((error, context) => {
    const { status, body } = errorAnswer(error);
    return context.json(body, status);
  });
  return app;
}

/** Whether an address has a handler of its own for GET, beside those for all of `/api`. */
function answersGet(app: Hono, path: string): boolean {
  const [handlers] = app.router.match("GET", path);
  return handlers.some(([[, { method }]]) => method === "GET");
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
