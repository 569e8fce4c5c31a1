import { AffineError } from "../core/index.ts";
import type { Chain, Hex } from "./chain.ts";
import { connectLocalChain } from "./local/http/connect-local-chain.ts";

const NETWORK_NAMES = ["finney", "test", "local"];

/**
 * The chain at an endpoint: `http://` or `https://` is an embedded chain that another process serves (`af localnet`).
 *
 * @throws AffineError `unsupported` for the real network, whose adapter does not exist yet; `config_invalid` for
 * anything else.
 */
export function openChain({ endpoint, genesis }: { endpoint: string; genesis?: Hex }): Chain {
  if (/^https?:\/\//i.test(endpoint)) return connectLocalChain(endpoint, genesis === undefined ? {} : { genesis });
  if (/^wss?:\/\//i.test(endpoint) || NETWORK_NAMES.includes(endpoint)) {
    throw new AffineError("unsupported", `The network at ${JSON.stringify(endpoint)} cannot be reached yet.`, {
      hint: "The adapter for Bittensor comes with the chain issue. Until then: an embedded chain (af localnet), http://…",
    });
  }
  throw new AffineError("config_invalid", `${JSON.stringify(endpoint)} is no chain endpoint.`, {
    hint: "It is http://127.0.0.1:PORT of an embedded chain.",
  });
}
