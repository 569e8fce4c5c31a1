/** A whole network on loopback: chain, models, their keys. */
export { isOwnWallet, VALIDATOR_WALLET, walletFolder } from "./accounts.ts";
export { readAdminToken } from "./admin-token.ts";
export { startInferenceHost, type InferenceHost, type InferenceHostOptions } from "./host/index.ts";
export { startLocalnet, type Localnet, type LocalnetOptions } from "./localnet.ts";
export {
  demoModels,
  type LocalModelConfig,
  readScriptedConfig,
  SCRIPTED_ARCHITECTURE,
  scriptedRepository,
} from "./models/index.ts";
export { publishModels, type PublishedModel } from "./publish-models.ts";
export { startLocalnetChild, type LocalnetChild } from "./start-child.ts";
