import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  hotkeyPath,
  KeyMaterial,
  coldkeyPublicPath,
  readColdkeyAddress,
  readHotkey,
  writeColdkeyAddress,
  writeHotkey,
} from "../wallet/index.ts";

/** A key of the localnet and the address that owns it. */
export interface Account {
  readonly hotkey: KeyMaterial;
  readonly coldkeyAddress: string;
}

/** Where a localnet keeps the keys of its accounts, in Bittensor's layout. */
export const walletFolder = (home: string): string => join(home, "wallets");

/** Wallet of the localnet's validator: the names that `af validate` takes when nothing else was set. */
export const VALIDATOR_WALLET = "default";
/** Wallet of uid 0, which gets the weights while nobody has won. */
export const OWNER_WALLET = "owner";

/** Begins the names of the wallets of scripted models' miners. */
export const MINER_WALLET = "miner-";

/** Whether a wallet of that name is one that a localnet made for itself. */
export function isOwnWallet(name: string): boolean {
  return name === VALIDATOR_WALLET || name === OWNER_WALLET || name.startsWith(MINER_WALLET);
}

/** The account of a wallet name, made on first use and kept, files 0600. */
export async function account(home: string, wallet: string): Promise<Account> {
  const name = { folder: walletFolder(home), coldkey: wallet, hotkey: "default" };
  if (!existsSync(coldkeyPublicPath(name))) await writeColdkeyAddress(name, KeyMaterial.generate().key.address);
  if (!existsSync(hotkeyPath(name))) await writeHotkey(name, KeyMaterial.generate());
  return { hotkey: await readHotkey(name), coldkeyAddress: await readColdkeyAddress(name) };
}
