import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { AffineError, errorMessage } from "../core/index.ts";

export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves an app over HTTP. Port 0 takes a free one.
 *
 * @throws AffineError `port_in_use` naming the port, `config_invalid` for an address that is not this machine's.
 */
export async function listen(app: Hono, options: { host: string; port: number }): Promise<Listening> {
  const listener = getRequestListener((request) => app.fetch(request));
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(listenError(error, options));
    });
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return { host: options.host, port, url: `http://${options.host}:${port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeAllConnections();
  });
}

function listenError(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): AffineError {
  if (error.code === "EADDRINUSE") {
    return new AffineError("port_in_use", `Port ${port} on ${host} is taken by another program.`, {
      hint: "Stop that program, or choose another port with --port (0 takes a free one).",
      cause: error,
    });
  }
  return new AffineError("config_invalid", `Cannot listen on ${host}:${port}: ${errorMessage(error)}`, {
    hint: "Use an address of this machine (127.0.0.1) and a port above 1023.",
    cause: error,
  });
}
