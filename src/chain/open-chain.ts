import { AffineError } from "../core/index.ts";
import type { Chain, Hex } from "./chain.ts";
import { connectLocalChain } from "./local/http/connect-local-chain.ts";
import { isSubtensorEndpoint, SubtensorChain } from "./subtensor/index.ts";

export interface OpenChainOptions {
  readonly endpoint: string;
  /** Addresses of the same network, separated by commas, for when the first one dies or stalls; the embedded chain has none. */
  readonly fallback?: string | undefined;
  readonly genesis?: Hex;
  /** Endpoints that must agree on final blocks, whose state then proves what is read; left out, the endpoint is believed. */
  readonly proofs?: number | undefined;
  /** Further addresses, separated by commas, that are asked for the hashes of final blocks only. */
  readonly witnesses?: string | undefined;
}

/**
 * The chain at an endpoint: `finney`, `test`, `local` or a ws(s):// address is Bittensor; `http://` or `https://` is an
 * embedded chain that another process serves (`af localnet`). It connects when it is first used.
 *
 * @throws AffineError `config_invalid` for anything else.
 */
export function openChain(options: OpenChainOptions): Chain {
  const { endpoint, fallback, genesis, proofs, witnesses } = options;
  const expected = genesis === undefined ? {} : { genesis };
  if (/^https?:\/\//i.test(endpoint)) {
    if (proofs !== undefined) throw noProofs();
    return connectLocalChain(endpoint, expected);
  }
  if (isSubtensorEndpoint(endpoint)) {
    return new SubtensorChain({
      endpoint,
      ...(fallback === undefined ? {} : { fallback }),
      ...(proofs === undefined ? {} : { proofs }),
      ...(witnesses === undefined ? {} : { witnesses }),
      ...expected,
    });
  }
  throw new AffineError("config_invalid", `${JSON.stringify(endpoint)} is no chain endpoint.`, {
    hint: "It is finney, test, local, a ws(s):// address, or http://127.0.0.1:PORT of an embedded chain.",
  });
}

function noProofs(): AffineError {
  return new AffineError("config_invalid", "The embedded chain gives no proofs of what it says.", {
    hint: "AFFINE_TRUST=proofs is for networks of Bittensor; leave it out here.",
  });
}
