import { keyFromUri } from "../../../src/wallet/index.ts";
import type { Account } from "./account.ts";
import { LoopbackChutes } from "./loopback-chutes.ts";

export { LoopbackChutes, type Account, type Fault, type Route } from "./loopback-chutes.ts";

/** The key of the account `miner`: Alice of every development chain. */
export const MINER_KEY = keyFromUri("//Alice");

/** An account that can do everything, and what a test changes of it. */
export function account(changes: Partial<Account> = {}): Account {
  return {
    username: "miner",
    apiKey: "cpk_loopback_key",
    hotkey: MINER_KEY.address,
    balanceUsd: 100,
    developer: false,
    registered: true,
    ...changes,
  };
}

/** A running loopback Chutes with one account. */
export async function startLoopbackChutes(changes: Partial<Account> = {}): Promise<LoopbackChutes> {
  const chutes = new LoopbackChutes([account(changes)]);
  await chutes.start();
  return chutes;
}
