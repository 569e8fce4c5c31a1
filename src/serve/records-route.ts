import { Hono } from "hono";
import { defectOf } from "../record/index.ts";
import type { Store } from "../store/index.ts";

/** The kinds of keys that anybody may read; nothing else of a data folder is served. */
const SHARD = /^records\/(?:0|[1-9][0-9]{0,4})\/[1-9A-HJ-NP-Za-km-z]{46,50}\/[0-9]{10,15}\.ndjson\.gz$/;
const HASHED = /^(?:transcripts|documents)\/(?:0|[1-9][0-9]{0,4})\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.json\.gz$/;

const FOLDERS = ["/records/*", "/transcripts/*", "/documents/*"];

/** Written once: a copy never becomes old. */
const FOR_EVER = "public, max-age=31536000, immutable";

/**
 * Signed shards and what they name by hash, as files: `GET` and `HEAD` of `/records/<netuid>/<hotkey>/<seq>.ndjson.gz`,
 * `/transcripts/<netuid>/<2 hex>/<sha256>.json.gz` and `/documents/…` alike, for `af verify --store` and for mirrors. Only paths of exactly
 * these forms reach the store, so no path leads out of it.
 */
export function createRecordsRoute(store: Pick<Store, "get" | "head">): Hono {
  const app = new Hono();
  app.on(["GET", "HEAD"], FOLDERS, async (context) => {
    // The path as it was sent: a percent sign is in no key, so nothing needs decoding.
    const key = new URL(context.req.url).pathname.slice(1);
    const known = SHARD.test(key) || HASHED.test(key);
    const found = known ? await store.head(key) : undefined;
    if (found === undefined) return context.body(null, 404, { "Cache-Control": "no-store" });
    const headers = { "Content-Type": "application/gzip", "Cache-Control": FOR_EVER };
    if (context.req.method === "HEAD") {
      return context.body(null, 200, { ...headers, "Content-Length": String(found.bytes) });
    }
    const bytes = await sound(() => store.get(key));
    if (bytes === undefined) return context.body(null, 404, { "Cache-Control": "no-store" });
    return context.body(Uint8Array.from(bytes), 200, headers);
  });
  for (const folder of FOLDERS) app.all(folder, (context) => context.body(null, 405, { Allow: "GET, HEAD" }));
  return app;
}

/** What can be no object of its kind, a pipe or a giant, is as good as nothing. */
async function sound(read: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
  try {
    return await read();
  } catch (error) {
    if (defectOf(error) === undefined) throw error;
    return undefined;
  }
}
