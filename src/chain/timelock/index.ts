export { type Beacon, QUICKNET, QUICKNET_CHAIN_HASH } from "./beacon.ts";
export { BeaconKey } from "./beacon-key.ts";
export { SEAL_OVERHEAD_BYTES } from "./layout.ts";
export { open } from "./open.ts";
export {
  decodeSealedText,
  decodeSealedWeights,
  encodeSealedText,
  encodeSealedWeights,
  type SealedWeights,
} from "./payload.ts";
export { verifyRound } from "./round-signature.ts";
export { newestRound, REVEAL_MARGIN_BLOCKS, revealRound, roundTimeMs } from "./rounds.ts";
export { seal, type SealOptions } from "./seal.ts";
