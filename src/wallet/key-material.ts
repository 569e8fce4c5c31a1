import { secretFromSeed } from "@scure/sr25519";
import { generatePhrase, seedFromPhrase } from "./phrase.ts";
import { expandedSecret, privateKeyFromExpanded } from "./private-key.ts";
import { keyFromExpanded, keyFromSeed } from "./sr25519-key.ts";
import type { SigningKey } from "./signing-key.ts";

/** Everything secret about a key, in hexadecimal without prefix. */
export interface KeySecrets {
  readonly secretPhrase: string | null;
  /** 32 bytes. */
  readonly secretSeed: string | null;
  /** 64 bytes, in the spelling of Bittensor's key files. */
  readonly privateKey: string;
}

/** A key together with what a key file stores of it. Secrets come out of {@link reveal} and in no other way. */
export class KeyMaterial {
  readonly key: SigningKey;
  readonly #secrets: KeySecrets;

  private constructor(key: SigningKey, secrets: KeySecrets) {
    this.key = key;
    this.#secrets = secrets;
  }

  /** A new key with a phrase of 12 words. */
  static generate(): KeyMaterial {
    return KeyMaterial.fromPhrase(generatePhrase());
  }

  /** @throws AffineError `credentials_invalid` for a wrong phrase. */
  static fromPhrase(phrase: string): KeyMaterial {
    return KeyMaterial.#make(seedFromPhrase(phrase), phrase.trim().split(/\s+/).join(" "));
  }

  /** @param seed 32 bytes. @throws AffineError `invalid_input` for another length. */
  static fromSeed(seed: Uint8Array): KeyMaterial {
    return KeyMaterial.#make(seed, null);
  }

  /**
   * @param privateKey 64 bytes in either spelling; `publicKey` tells which.
   * @throws AffineError `credentials_invalid` when it is no key, or not the key of `publicKey`.
   */
  static fromPrivateKey(privateKey: Uint8Array, publicKey?: Uint8Array): KeyMaterial {
    const expanded = expandedSecret(privateKey, publicKey);
    const secrets = { secretPhrase: null, secretSeed: null, privateKey: hex(privateKeyFromExpanded(expanded)) };
    return new KeyMaterial(keyFromExpanded(expanded), secrets);
  }

  static #make(seed: Uint8Array, secretPhrase: string | null): KeyMaterial {
    const key = keyFromSeed(seed);
    const privateKey = hex(privateKeyFromExpanded(secretFromSeed(seed)));
    return new KeyMaterial(key, { secretPhrase, secretSeed: hex(seed), privateKey });
  }

  /** The secrets, for writing a key file or for a person who asked to see them. */
  reveal(): KeySecrets {
    return this.#secrets;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
