import { createHmac, randomBytes } from "node:crypto";
import { readRegularFile } from "./read-regular-file.ts";
import { writeOnce } from "./write-durably.ts";

/**
 * The key with which a file of our own is sealed, so that it is known again: 32 random bytes in hexadecimal, mode 0600,
 * made where there is none.
 *
 * @throws AffineError `disk_full`, `file_access`
 */
export async function sealingKey(path: string): Promise<{ readonly key: Buffer; readonly isNew: boolean }> {
  const stored = await readRegularFile(path, { maxBytes: 1_024 });
  if (stored !== undefined) return { key: stored, isNew: false };
  const key = Buffer.from(randomBytes(32).toString("hex"));
  const isNew = await writeOnce(path, key);
  return { key: (await readRegularFile(path, { maxBytes: 1_024 })) ?? key, isNew };
}

/** HMAC-SHA-256 of some bytes under a key. */
export function macOf(bytes: Uint8Array, key: Uint8Array): Buffer {
  return createHmac("sha256", key).update(bytes).digest();
}
