export { OPTIONS, type OptionName, type OptionValue } from "./options.ts";
export type { OptionGroup, OptionSpec } from "./option.ts";
export { defaultCacheFolder, defaultDataFolder, defaultWalletFolder, demoDataFolder } from "./paths.ts";
export { resolveConfig, type Config, type ConfigInputs, type ConfigSource, type ConfigValues } from "./resolve.ts";
export { PAGE_FILE, runningPage, type PageFile } from "./page-file.ts";
export { readRunFile, runFileSchema, type RunFile } from "./run-file.ts";
export { chooseNetwork, type NetworkChoice } from "./choose-network.ts";
