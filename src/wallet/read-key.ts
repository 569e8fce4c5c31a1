import { AffineError, errorMessage } from "../core/index.ts";
import { readRegularFile } from "../io/index.ts";
import { decryptKeyfile, keyfileEncryption, refuseOld } from "./encrypted-keyfile.ts";
import { parseKeyfile, parseKeyfileAddress } from "./keyfile.ts";
import type { KeyMaterial } from "./key-material.ts";

/** A key file has some hundreds. */
const MOST_KEYFILE_BYTES = 1 << 20;

/** Asks for the password of a key file; `undefined` when there is nobody to ask. */
export type PasswordSource = (keyfile: string) => Promise<string | undefined>;

/** @throws AffineError `credentials_missing`, `credentials_invalid` or `unsupported` (an old encryption). */
export async function readKeyfile(path: string, password?: PasswordSource): Promise<KeyMaterial> {
  return parseKeyfile(await readText(path, password), path);
}

/** The address in a key file, secret or public. @throws AffineError as {@link readKeyfile}. */
export async function readKeyfileAddress(path: string, password?: PasswordSource): Promise<string> {
  return parseKeyfileAddress(await readText(path, password), path);
}

/** @throws AffineError `credentials_missing` when there is no such file, or none that can be read. */
export async function readKeyfileBytes(path: string): Promise<Uint8Array> {
  let bytes: Buffer | undefined;
  try {
    bytes = await readRegularFile(path, { maxBytes: MOST_KEYFILE_BYTES, followLink: true });
  } catch (cause) {
    throw unreadable(`The key file cannot be read: ${errorMessage(cause)}`, cause);
  }
  if (bytes === undefined) throw unreadable(`There is no key file ${path}.`);
  return bytes;
}

function unreadable(what: string, cause?: unknown): AffineError {
  return new AffineError("credentials_missing", what, {
    hint: "Check BT_WALLET_PATH, BT_WALLET_COLD and BT_WALLET_HOT; `af wallet new` and btcli make keys.",
    cause,
  });
}

async function readText(path: string, password: PasswordSource | undefined): Promise<string> {
  const bytes = await readKeyfileBytes(path);
  const encryption = keyfileEncryption(bytes);
  refuseOld(encryption, path);
  if (encryption === "none") return Buffer.from(bytes).toString("utf8");
  const given = await password?.(path);
  if (given !== undefined) return decryptKeyfile(bytes, given, path);
  throw new AffineError("credentials_missing", `The key file ${path} is encrypted, and there is no password for it.`, {
    hint: "Set BT_WALLET_PASSWORD_FILE (or BT_WALLET_PASSWORD), or run it in a terminal, where it is asked for.",
  });
}
