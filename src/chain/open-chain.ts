import { AffineError } from "../core/index.ts";
import type { Chain, Hex } from "./chain.ts";
import { connectLocalChain } from "./local/http/connect-local-chain.ts";
import { isSubtensorEndpoint, SubtensorChain } from "./subtensor/index.ts";

/**
 * The chain at an endpoint: `finney`, `test`, `local` or a ws(s):// address is Bittensor; `http://` or `https://` is an
 * embedded chain that another process serves (`af localnet`). It connects when it is first used.
 *
 * @param fallback addresses of the same network, separated by commas, for when the first one dies or stalls; the
 * embedded chain has none.
 * @throws AffineError `config_invalid` for anything else.
 */
export function openChain(options: { endpoint: string; fallback?: string | undefined; genesis?: Hex }): Chain {
  const { endpoint, fallback, genesis } = options;
  const expected = genesis === undefined ? {} : { genesis };
  if (/^https?:\/\//i.test(endpoint)) return connectLocalChain(endpoint, expected);
  if (isSubtensorEndpoint(endpoint)) {
    return new SubtensorChain({ endpoint, ...(fallback === undefined ? {} : { fallback }), ...expected });
  }
  throw new AffineError("config_invalid", `${JSON.stringify(endpoint)} is no chain endpoint.`, {
    hint: "It is finney, test, local, a ws(s):// address, or http://127.0.0.1:PORT of an embedded chain.",
  });
}
