import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { PAGE_FILE, type NetworkChoice, type PageFile } from "../config/index.ts";
import type { Closing } from "../core/index.ts";
import { replaceFile } from "../io/index.ts";
import {
  createApi,
  createMetricsApp,
  feedSnapshots,
  listen,
  Spectators,
  webFolder,
  type ArenaSource,
  type Status,
} from "../serve/index.ts";
import { FsStore } from "../store/index.ts";
import { ArenaThread } from "./arena/arena-thread.ts";
import type { CommandContext } from "./context.ts";
import { networkRules, type ValidatorService } from "./validator-service.ts";
import { readVersion } from "./version.ts";

/** What the page shows; parts are missing while the validator starts. */
export interface PageParts {
  service?: ValidatorService;
  arena?: ArenaSource;
}

/** A page that is served. */
export interface ServedPage {
  readonly url: string;
  readonly spectators: Spectators;
}

/**
 * Serves the page at the configured address.
 *
 * @param parts what it shows, as far as it is there
 * @param home the data folder, whose records and transcripts are served for reading
 */
export async function servePage(
  context: CommandContext,
  closing: Closing,
  parts: PageParts,
  home: string,
): Promise<ServedPage> {
  const { host = "127.0.0.1", port = 8420 } = context.config.values;
  const folder = webFolder();
  const store = await FsStore.open(home, { readOnly: true });
  const spectators = new Spectators({ boot: randomBytes(6).toString("hex"), nowMs: () => performance.now() });
  const status = (): Status | undefined => parts.service?.status();
  const arena = (): ArenaSource | undefined => parts.arena;
  const api = createApi({
    version: readVersion(),
    status,
    store,
    arena: { source: arena, spectators },
    ...(folder === undefined ? {} : { webFolder: folder }),
  });
  const served = await listen(api, { host, port });
  closing.add(() => served.close());
  const feed = feedSnapshots({ spectators, status, arena });
  closing.add(() => feed.close());
  return { url: served.url, spectators };
}

/** Replays the contest for those who watch the page, beside the validator. */
export function followContest(
  context: CommandContext,
  closing: Closing,
  parts: PageParts & { readonly service: ValidatorService },
  { network, page }: { readonly network: NetworkChoice; readonly page: ServedPage },
): void {
  const { endpoint, endpointFallback, netuid, home, allowEndpoints } = network;
  const arena = ArenaThread.start(
    {
      network: {
        endpoint,
        ...(endpointFallback === undefined ? {} : { endpointFallback }),
        netuid,
        home,
        allowEndpoints,
      },
      rules: networkRules(context, network),
      log: context.log,
      onEvent: (event) => page.spectators.publish("event", event),
    },
    closing,
  );
  parts.arena = arena;
  const { validator, status } = parts.service;
  validator.events.on("block", () => {
    const decided = status().contest?.block;
    if (decided !== undefined) arena.decided(decided);
  });
}

/** Tells other processes where the page is. The validator must have the data folder's lock. */
export async function tellPage(url: string, home: string, closing: Closing): Promise<void> {
  const file = join(home, PAGE_FILE);
  const told: PageFile = { version: 1, pid: process.pid, url };
  await replaceFile(file, `${JSON.stringify(told)}\n`);
  closing.add(() => rm(file, { force: true }));
}

/** Serves Prometheus metrics where the settings ask for them. */
export async function serveMetrics(
  context: CommandContext,
  closing: Closing,
  parts: PageParts,
  home: string,
): Promise<void> {
  const { metricsAddr = "127.0.0.1", metricsPort } = context.config.values;
  if (metricsPort === undefined) return;
  const served = await listen(
    createMetricsApp(() => parts.service?.status(), home),
    { host: metricsAddr, port: metricsPort },
  );
  closing.add(() => served.close());
  context.log.info({ url: `${served.url}/metrics` }, "metrics");
}
