import { createApi, listen, Spectators } from "../../src/serve/index.ts";
import { statusWith } from "../../test/arena/small-arena.ts";

/** A process that serves the stream and nothing else, so that its memory is what spectators cost. */
const spectators = new Spectators({ boot: "aa", nowMs: () => performance.now() });
const api = createApi({
  version: "0.0.0",
  status: () => statusWith(null),
  arena: { source: () => undefined, spectators },
});
const { url } = await listen(api, { host: "127.0.0.1", port: 0 });

export type ToServer = { readonly publish: number } | { readonly tell: true };
export interface FromServer {
  readonly url?: string;
  readonly rssBytes?: number;
  readonly watching?: number;
}

const send = (message: FromServer): void => void process.send?.(message);
process.on("message", (message: ToServer) => {
  if ("publish" in message) spectators.publish("event", { n: message.publish, text: "x".repeat(500) });
  else {
    globalThis.gc?.();
    send({ rssBytes: process.memoryUsage().rss, watching: spectators.count });
  }
});
send({ url });
