import type { Contest } from "../../src/arena/index.ts";
import { createApi, listen, Spectators, webFolder, type ArenaSource, type Listening } from "../../src/serve/index.ts";
import type { Store } from "../../src/store/index.ts";
import { statusWith } from "../../test/arena/small-arena.ts";

/** Serves an arena's page as a validator does. */
export function serveArena(about: { source: ArenaSource; contest: Contest; store?: Store }): Promise<Listening> {
  const folder = webFolder();
  if (folder === undefined) throw new Error("The page is not built: npm run build.");
  const api = createApi({
    version: "0.0.0",
    status: () => ({ ...statusWith(about.contest), servedAtMs: Date.now() }),
    ...(about.store === undefined ? {} : { store: about.store }),
    arena: { source: () => about.source, spectators: new Spectators({ boot: "b0", nowMs: () => performance.now() }) },
    webFolder: folder,
  });
  return listen(api, { host: "127.0.0.1", port: 0 });
}
