import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createListener, type AddressInfo, type Socket } from "node:net";

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers the n-th request, n from 0. */
export type Script = (response: ServerResponse, n: number, request: SeenRequest) => unknown;

export interface ScriptedHost extends AsyncDisposable {
  /** Stops it; from then on it refuses connections. */
  readonly close: () => Promise<void>;
  readonly baseUrl: string;
  readonly host: string;
  readonly seen: SeenRequest[];
}

/** A real HTTP server on a free port of the loopback that does what the test says. */
export async function scriptedHost(script: Script): Promise<ScriptedHost> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const entry = { path: request.url ?? "", headers: request.headers, body };
      seen.push(entry);
      await script(response, seen.length - 1, entry);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { baseUrl: `http://${host}/v1`, host, seen, close, [Symbol.asyncDispose]: close };
}

/** A listener that takes connections and never says a word. */
export async function silentListener(): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createListener((socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

/** One event that carries a piece of the answer. */
export function delta(fields: Record<string, unknown>, finishReason: string | null = null): string {
  return event({
    id: "response-1",
    model: "served",
    choices: [{ index: 0, delta: fields, finish_reason: finishReason }],
  });
}

export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export const DONE = "data: [DONE]\n\n";
export const USAGE = event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } });

/** A whole streamed answer. */
export function streamed(...texts: string[]): string {
  return texts.map((content) => delta({ content })).join("") + delta({}, "stop") + USAGE + DONE;
}

/** Starts a stream of events. */
export function begin(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  return response;
}
