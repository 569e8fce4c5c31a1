import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { AffineError } from "../../../core/index.ts";
import type { LocalChain } from "../local-chain.ts";
import { addAdministration, type Administration } from "./administration.ts";
import { chainRoutes } from "./routes.ts";

export interface ChainServer {
  /** `http://host:port`: what `connectLocalChain` takes. */
  readonly url: string;
  readonly port: number;
  /** Stops serving; the chain goes on. */
  close(): Promise<void>;
}

/**
 * Serves an embedded chain to other processes of this machine.
 *
 * @param options `port` 0 takes any free one; with `adminToken`, who sends it may change hyperparameters. Whoever can reach the address can read the chain, register and name
 * their own stake: keep it on the loopback address.
 * @throws AffineError `port_in_use` that names the port.
 */
export async function serveLocalChain(
  chain: LocalChain,
  { host = "127.0.0.1", port, adminToken }: { host?: string; port: number; adminToken?: string },
): Promise<ChainServer> {
  const routes = chainRoutes(chain.served, chain.genesis);
  if (adminToken !== undefined) {
    const change: Administration["change"] = (netuid, changes) => chain.changeHyperparameters(netuid, changes);
    addAdministration(routes, { token: adminToken, change });
  }
  const server = createAdaptorServer({ fetch: routes.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(cause.code === "EADDRINUSE" ? portInUse(host, port, cause) : cause);
    });
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${chosen}`,
    port: chosen,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function portInUse(host: string, port: number, cause: unknown): AffineError {
  return new AffineError("port_in_use", `Port ${port} on ${host} is in use, so the embedded chain cannot be served.`, {
    hint: "Stop what uses it, or choose another port.",
    cause,
    details: { host, port },
  });
}
