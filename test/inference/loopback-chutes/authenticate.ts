import type { IncomingHttpHeaders } from "node:http";
import { sha256Hex, utf8 } from "../../../src/core/index.ts";
import { verify } from "../../../src/wallet/index.ts";
import type { Account } from "./account.ts";

const NONCE_SECONDS = 600;

/** Who asks, as the real API finds out; a text says why nobody does. */
export function authenticate(
  headers: IncomingHttpHeaders,
  body: string,
  purpose: string,
  accounts: readonly Account[],
): Account | string | undefined {
  const hotkey = headers["x-chutes-hotkey"];
  const signature = headers["x-chutes-signature"];
  const nonce = headers["x-chutes-nonce"];
  if (typeof hotkey !== "string" || typeof signature !== "string") {
    const key = headers.authorization?.split(" ").at(-1);
    if (key === undefined) return undefined;
    return accounts.find(({ apiKey }) => apiKey === key) ?? "Invalid API key";
  }
  if (typeof nonce !== "string" || !/^\d+$/.test(nonce)) return "Invalid nonce!";
  if (Math.abs(Date.now() / 1000 - Number(nonce)) >= NONCE_SECONDS) return "Invalid nonce!";
  const hash = body === "" ? purpose : sha256Hex(body);
  const bytes = Buffer.from(signature, "hex");
  if (!verify(hotkey, utf8(`${hotkey}:${nonce}:${hash}`), bytes)) return "Invalid request signature";
  return accounts.find((account) => account.hotkey === hotkey) ?? "Can't find a user with that hotkey";
}
