import { AffineError, sha256Hex, utf8 } from "../../../core/index.ts";
import type { ChutesSettings } from "./chutes-settings.ts";

/** What a signature is for where a request has no body. */
export type SigningPurpose = "chutes" | "me" | "images";

/**
 * Headers that say who asks: the API key as a bearer token, else the hotkey's signature over `hotkey:nonce:hash`, where
 * the hash is the body's SHA-256, or the purpose where there is no body. The host takes a nonce (Unix seconds) for ten
 * minutes. No headers where there is neither key.
 */
export function requestHeaders(
  settings: ChutesSettings,
  of: { readonly body?: string; readonly purpose: SigningPurpose },
): Record<string, string> {
  const { apiKey, hotkey, userId } = settings;
  const content: Record<string, string> = of.body === undefined ? {} : { "content-type": "application/json" };
  if (apiKey !== undefined) return { ...content, authorization: `Bearer ${usable(apiKey)}` };
  if (hotkey === undefined) return content;
  const nonce = String(Math.floor((settings.nowMs ?? Date.now)() / 1000));
  const hash = of.body === undefined ? of.purpose : sha256Hex(of.body);
  const signature = hotkey.sign(utf8(`${hotkey.address}:${nonce}:${hash}`));
  return {
    ...content,
    "X-Chutes-Hotkey": hotkey.address,
    ...(userId === undefined ? {} : { "X-Chutes-UserID": userId }),
    "X-Chutes-Nonce": nonce,
    "X-Chutes-Signature": Buffer.from(signature).toString("hex"),
  };
}

function usable(apiKey: string): string {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return apiKey;
  throw new AffineError("credentials_invalid", "The API key of Chutes has characters that no key has.", {
    hint: "Copy CHUTES_API_KEY again: one word that begins with cpk_.",
  });
}
