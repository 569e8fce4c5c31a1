import { blake2b } from "@noble/hashes/blake2.js";
import { HDKD, secretFromSeed } from "@scure/sr25519";
import { AffineError, utf8 } from "../core/index.ts";
import { seedFromPhrase } from "./phrase.ts";
import { keyFromExpanded } from "./sr25519-key.ts";
import type { SigningKey } from "./signing-key.ts";

/** The phrase behind `//Alice` and the other development keys of every Substrate chain: public, for tests only. */
export const DEVELOPMENT_PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

/**
 * A key from a secret URI: `[phrase](//hard|/soft)*[///password]`. Without a phrase it is a development key, known to
 * everybody.
 *
 * @example
 * keyFromUri("//Alice").address; // 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
 *
 * @throws AffineError `invalid_input` for a malformed path, `credentials_invalid` for a wrong phrase.
 */
export function keyFromUri(uri: string): SigningKey {
  const match = /^(?<phrase>[^/]*)(?<path>(?:\/\/?[^/]+)*)(?:\/\/\/(?<password>.*))?$/s.exec(uri);
  if (match?.groups === undefined) {
    throw new AffineError("invalid_input", "The key URI is malformed.", {
      hint: "It looks like //Alice, or like a phrase followed by //hard and /soft junctions.",
    });
  }
  const { phrase = "", path = "", password = "" } = match.groups;
  const seed = seedFromPhrase(phrase.trim() === "" ? DEVELOPMENT_PHRASE : phrase, password);
  return keyFromExpanded(
    junctions(path).reduce<Uint8Array>(
      (secret, { hard, name }) =>
        hard ? HDKD.secretHard(secret, chainCode(name)) : HDKD.secretSoft(secret, chainCode(name)),
      secretFromSeed(seed),
    ),
  );
}

function junctions(path: string): { hard: boolean; name: string }[] {
  return [...path.matchAll(/(\/\/?)([^/]+)/g)].map(([, slashes, name = ""]) => ({ hard: slashes === "//", name }));
}

const MAX_U64 = 2n ** 64n - 1n;

/** Numbers of 64 bits as little-endian, names as a SCALE string; hashed where they pass 32 bytes (`DeriveJunction`, sp_core). */
function chainCode(name: string): Uint8Array {
  const code = new Uint8Array(32);
  if (/^\d+$/.test(name) && BigInt(name) <= MAX_U64) {
    new DataView(code.buffer).setBigUint64(0, BigInt(name), true);
    return code;
  }
  const text = utf8(name);
  const encoded = Uint8Array.of(...compactLength(text.length), ...text);
  code.set(encoded.length > 32 ? blake2b(encoded, { dkLen: 32 }) : encoded);
  return code;
}

function compactLength(length: number): number[] {
  if (length < 64) return [length << 2];
  if (length < 16_384) return [((length << 2) | 1) & 0xff, length >> 6];
  throw new AffineError("invalid_input", "A junction of the key URI is too long.");
}
