import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { WebSocketServer } from "ws";
import type { CheckContext } from "../envs/index.ts";
import { listenError } from "../io/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { DoorMetrics } from "./door-metrics.ts";
import type { DoorParts } from "./door-parts.ts";
import { doorsApp } from "./doors-app.ts";
import { Evaluator } from "./evaluator/evaluator.ts";
import { HeldBytes } from "./http/held-bytes.ts";
import { DOOR_LIMITS, type DoorLimits } from "./limits.ts";
import type { SessionBook } from "./ors/session-book.ts";
import { SessionSlots } from "./session-slots.ts";
import { acceptUpgrades } from "./upgrade.ts";

export interface DoorsOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Asked of everybody where it is set. */
  readonly token?: string | undefined;
  readonly version: string;
  readonly log: Logger;
  readonly limits?: Partial<DoorLimits>;
  /** What checking needs: a Python engine; the process's shared one unless told. */
  readonly context?: CheckContext;
}

/** Doors that are open. */
export interface Doors {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Takes no new work, lets what is under way end within its time, then ends every connection. */
  close(): Promise<void>;
}

/** A whole request must come within so long; how long its work takes is another matter. */
const REQUEST_MS = 60_000;
const HEADERS_MS = 20_000;
/** A connection on which nothing moves for so long, not even its answer, is cut. WebSockets have their own rule. */
const STILL_MS = 900_000;
/** After the last word to a WebSocket. */
const GOODBYE_MS = 1_000;

/**
 * Opens all doors for trainers over one evaluator.
 *
 * @throws AffineError `port_in_use`, `config_invalid`.
 */
export async function startDoors(options: DoorsOptions): Promise<Doors> {
  const asked = { ...DOOR_LIMITS, ...options.limits };
  // Every session of OpenEnv is a connection, and there are others.
  const limits = { ...asked, connections: Math.max(asked.connections, 2 * asked.sessions) };
  const parts = makeParts(options, limits);
  const { app, sessions } = doorsApp(parts, options.token);
  const listener = getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS }, (request, response) => {
    void listener(request, response);
  });
  server.maxConnections = limits.connections;
  server.setTimeout(STILL_MS);
  const sockets = acceptUpgrades(server, parts, options.token);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, options)));
    server.listen({ port: options.port, host: options.host, backlog: limits.connections }, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  let closing: Promise<void> | undefined;
  return {
    host: options.host,
    port,
    url: `http://${host}:${port}`,
    close: () => (closing ??= close({ server, sockets, sessions, parts })),
  };
}

function makeParts({ version, log, context }: DoorsOptions, limits: DoorLimits): DoorParts {
  const metrics = new DoorMetrics();
  const evaluator = new Evaluator({
    queued: limits.queued,
    judgedAtOnce: limits.judgedAtOnce,
    ...(context === undefined ? {} : { context }),
    onJudged: (env, judged, seconds) => metrics.evaluation(env, judged, seconds),
  });
  const slots = new SessionSlots(limits.sessions);
  const held = new HeldBytes(limits.heldBytes);
  metrics.show({
    sessions: () => slots.taken,
    waiting: () => evaluator.queue.waiting,
    running: () => evaluator.queue.running,
    heldBytes: () => held.held,
  });
  return { evaluator, limits, slots, bodies: { bodyBytes: limits.bodyBytes, held }, metrics, version, log };
}

interface Opened {
  readonly server: Server;
  readonly sockets: WebSocketServer;
  readonly sessions: SessionBook;
  readonly parts: DoorParts;
}

async function close({ server, sockets, sessions, parts }: Opened): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await within(parts.evaluator.queue.close(), parts.limits.closeMs);
  parts.evaluator.queue.giveUp();
  // Nothing is sent behind the last word on a socket: who was just told goes first.
  await new Promise((resolve) => setImmediate(resolve));
  sessions.endAll();
  for (const socket of sockets.clients) socket.close(1001, "the server stops");
  // Answers under way leave first; whoever does not take them does not hold the server up.
  await within(closed, GOODBYE_MS);
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  await closed;
}

/** Waits for something to be done, or so long. */
async function within(done: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}
