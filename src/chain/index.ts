export type {
  At,
  BlockRef,
  Chain,
  ChainHealth,
  Epoch,
  Hex,
  Hyperparameters,
  Metagraph,
  Neuron,
  RevealedCommitment,
  SetWeightsResult,
  WeightVector,
} from "./chain.ts";
export { fillWeights, isFilledFrom, sentence, weightObstacles, type Obstacle } from "./conditions/index.ts";
export { MAX_PLAIN_BYTES, MAX_SEALED_BYTES } from "./local/calls/call.ts";
export { changeLocalChain } from "./local/http/administration.ts";
export { connectLocalChain, type ConnectOptions } from "./local/http/connect-local-chain.ts";
export { serveLocalChain, type ChainServer } from "./local/http/serve-local-chain.ts";
export type { LocalChain } from "./local/local-chain.ts";
export type { EmbeddedChain } from "./local/node/embedded-chain.ts";
export { openLocalChain, type LocalChainOptions } from "./local/open-local-chain.ts";
export { openChain } from "./open-chain.ts";
export { openNetwork } from "./open-network.ts";
export { namedGenesis } from "./subtensor/index.ts";
