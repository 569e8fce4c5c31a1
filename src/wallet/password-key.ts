import * as crypto from "node:crypto";
import { argon2iAsync } from "@noble/hashes/argon2.js";

/** What deriving a key costs. */
export interface PasswordCost {
  readonly passes: number;
  readonly memoryKiB: number;
}

/** libsodium's `OPSLIMIT_SENSITIVE` and `MEMLIMIT_SENSITIVE` of argon2i13: 8 passes over 512 MiB. */
export const KEYFILE_COST: PasswordCost = { passes: 8, memoryKiB: 512 * 1024 };

/** The salt that Bittensor's wallets share (`NACL_SALT` of btwallet, src/keyfile.rs). */
const SALT = Buffer.from("137183dff15a09bc9c90b5518739e9b1", "hex");
const KEY_BYTES = 32;

/** `crypto.argon2`, which Node has from 24.7 on. */
type NativeArgon2 = (
  algorithm: "argon2i",
  parameters: {
    message: string;
    nonce: Uint8Array;
    parallelism: number;
    tagLength: number;
    memory: number;
    passes: number;
  },
  done: (error: Error | null, key: Buffer) => void,
) => void;

/**
 * The 32-byte key of a password, by argon2i 1.3. At {@link KEYFILE_COST} it takes seconds with Node 24.7 or newer, about
 * a minute with older ones, which have no argon2 of their own; the event loop goes on meanwhile.
 */
export async function passwordKey(password: string, cost: PasswordCost = KEYFILE_COST): Promise<Uint8Array> {
  const native = (crypto as { argon2?: NativeArgon2 }).argon2;
  const { passes, memoryKiB } = cost;
  if (native === undefined) {
    return argon2iAsync(password, SALT, { t: passes, m: memoryKiB, p: 1, dkLen: KEY_BYTES, asyncTick: 50 });
  }
  const parameters = { message: password, nonce: SALT, parallelism: 1, tagLength: KEY_BYTES };
  return new Promise((resolve, reject) => {
    native("argon2i", { ...parameters, memory: memoryKiB, passes }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
