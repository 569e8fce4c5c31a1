import { pbkdf2Sync } from "node:crypto";
import { generateMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { AffineError } from "../core/index.ts";
import { keyFromSeed } from "./sr25519-key.ts";
import type { SigningKey } from "./signing-key.ts";

/** A new phrase of 12 English words (128 bits from the system's random source). */
export function generatePhrase(): string {
  return generateMnemonic(wordlist, 128);
}

/**
 * The 32-byte mini secret of a phrase as Substrate derives it: PBKDF2 over the entropy, not over the words as BIP-39
 * wallets of other chains do (https://github.com/paritytech/substrate-bip39).
 *
 * @throws AffineError `credentials_invalid` that never repeats a word.
 */
export function seedFromPhrase(phrase: string, password = ""): Uint8Array {
  const words = phrase.normalize("NFKD").trim().split(/\s+/);
  const salt = `mnemonic${password}`.normalize("NFKD");
  return pbkdf2Sync(entropyOf(words), salt, 2048, 64, "sha512").subarray(0, 32);
}

/** The key of a phrase. @throws AffineError `credentials_invalid`. */
export function keyFromPhrase(phrase: string, password = ""): SigningKey {
  return keyFromSeed(seedFromPhrase(phrase, password));
}

function entropyOf(words: readonly string[]): Uint8Array {
  if (![12, 15, 18, 21, 24].includes(words.length)) {
    throw refuse(`has ${words.length} words instead of 12, 15, 18, 21 or 24`);
  }
  const known = new Set(wordlist);
  const stranger = words.findIndex((word) => !known.has(word));
  if (stranger >= 0) throw refuse(`has a word that is not in the English BIP-39 list: number ${stranger + 1}`);
  try {
    return mnemonicToEntropy(words.join(" "), wordlist);
  } catch (thrown) {
    // Its text is not passed on: it may quote the phrase.
    if (thrown instanceof Error) throw refuse("has a wrong checksum: a word is wrong or misplaced");
    throw thrown;
  }
}

function refuse(what: string): AffineError {
  return new AffineError("credentials_invalid", `The secret phrase ${what}.`, {
    hint: "Compare it with your backup, word by word.",
  });
}
