import { unlink } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createConnection } from "node:net";
import { dirname } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { AffineError, errorMessage } from "../../core/index.ts";
import { addressText, type SignerAddress } from "../address.ts";
import { makeFolders } from "../../io/index.ts";

/** Where to listen: a socket file with mode 0600, or TCP (port 0 takes a free one). */
export type ListenAt = { readonly socket: string } | { readonly host: string; readonly port: number };

export interface ListeningSigner {
  readonly address: SignerAddress;
  /** Ends when requests under way have their answer. */
  close(): Promise<void>;
}

/** Connections at once, and those that wait to be accepted: a full queue of a unix socket refuses at once. */
const MOST_CONNECTIONS = 4_096;

/** @throws AffineError `port_in_use` when somebody listens there, `config_invalid` for an address that cannot be had. */
export async function listenSigner(app: Hono, at: ListenAt): Promise<ListeningSigner> {
  const listener = getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
  // A whole request must come within ten seconds: nobody can hold a connection open by sending slowly.
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    void listener(request, response);
  });
  // Every caller is answered, also hundreds at once; what one connection may cost is bounded above.
  server.maxConnections = MOST_CONNECTIONS;
  if ("socket" in at) await prepareSocket(at.socket);
  await listening(server, at);
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const address = "socket" in at ? { socket: at.socket } : { url: `http://${hostInUrl(at.host)}:${port}` };
  return { address, close: () => closed(server) };
}

function listening(server: Server, at: ListenAt): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(listenFailure(error, at));
    });
    if ("socket" in at) {
      // The file gets its mode from the mask at the moment it is made: nobody else can connect, not even for an instant.
      const before = process.umask(0o177);
      server.listen({ path: at.socket, backlog: MOST_CONNECTIONS }, resolve);
      process.umask(before);
    } else server.listen({ port: at.port, host: at.host, backlog: MOST_CONNECTIONS }, resolve);
  });
}

/** Makes room for a socket: removes one that nobody listens on any more. */
async function prepareSocket(path: string): Promise<void> {
  await makeFolders(dirname(path), 0o700);
  const state = await new Promise<string>((resolve) => {
    const connection = createConnection(path);
    connection.once("connect", () => {
      connection.destroy();
      resolve("taken");
    });
    connection.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
  if (state === "taken") {
    throw new AffineError("port_in_use", `Another signer listens on ${path}.`, {
      hint: "One signer holds one hotkey: stop the other one first.",
    });
  }
  if (state === "ECONNREFUSED") await unlink(path);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeIdleConnections();
  });
}

function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function listenFailure(error: NodeJS.ErrnoException, at: ListenAt): AffineError {
  const where = "socket" in at ? addressText(at) : `${at.host}:${at.port}`;
  if (error.code === "EADDRINUSE") {
    return new AffineError("port_in_use", `The signer's address ${where} is taken by another program.`, {
      hint: "Stop that program, or choose another with SIGNER_PORT or SIGNER_URL.",
      cause: error,
    });
  }
  return new AffineError("config_invalid", `The signer cannot listen on ${where}: ${errorMessage(error)}`, {
    hint: "Use a folder that you may write to, or an address of this machine and a port above 1023.",
    cause: error,
  });
}
