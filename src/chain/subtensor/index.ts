export { isSubtensorEndpoint, namedGenesis } from "./networks.ts";
export type { SubtensorOptions } from "./options.ts";
export { SubtensorChain } from "./subtensor-chain.ts";
