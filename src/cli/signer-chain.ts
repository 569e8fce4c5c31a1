import { namedGenesis, openChain, openNetwork, type Chain } from "../chain/index.ts";
import type { NetworkChoice } from "../config/index.ts";
import type { CommandContext } from "./context.ts";

/**
 * The signer's own way to the chain: SIGNER_SUBTENSOR_ENDPOINT where it is set, so that a node that deceives the validator
 * does not deceive its signer too. It must be the same network.
 */
export function openSignerChain({ config }: CommandContext, network: NetworkChoice): Chain {
  const own = config.values.signerEndpoint;
  if (own === undefined) return openNetwork(network);
  const { endpoint, endpointFallback, proofs } = network;
  const [first = "", ...others] = own.split(",").map((text) => text.trim());
  const genesis = namedGenesis(endpoint, endpointFallback);
  return openChain({
    endpoint: first,
    fallback: others.join(","),
    proofs,
    ...(genesis === undefined ? {} : { genesis }),
  });
}
