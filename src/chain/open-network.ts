import type { Chain } from "./chain.ts";
import { openChain, type OpenChainOptions } from "./open-chain.ts";

/** A network as it was chosen: where its chain is, and whether to believe it. */
export interface ChosenNetwork extends Pick<OpenChainOptions, "endpoint" | "proofs"> {
  readonly endpointFallback?: string | undefined;
}

/** The chain of a network. @throws AffineError `config_invalid`: see {@link openChain} */
export function openNetwork({ endpoint, endpointFallback: fallback, proofs }: ChosenNetwork): Chain {
  return openChain({ endpoint, fallback, proofs });
}
