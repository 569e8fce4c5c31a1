import { homedir } from "node:os";
import { join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** Folder of the XDG base directory specification, with its fallback below the home folder. */
function xdg(env: Env, variable: string, fallback: string): string {
  const value = env[variable];
  return join(value?.startsWith("/") === true ? value : join(env["HOME"] ?? homedir(), fallback), "affine");
}

export const defaultDataFolder = (env: Env): string => xdg(env, "XDG_DATA_HOME", ".local/share");
export const defaultCacheFolder = (env: Env): string => xdg(env, "XDG_CACHE_HOME", ".cache");
export const defaultConfigFile = (env: Env): string => join(xdg(env, "XDG_CONFIG_HOME", ".config"), "config.json");
export const defaultWalletFolder = (env: Env): string => join(env["HOME"] ?? homedir(), ".bittensor", "wallets");
/** Data folder of a demo or localnet started in a folder. */
export const demoDataFolder = (cwd: string): string => join(cwd, ".affine");
