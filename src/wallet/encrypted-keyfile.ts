import { randomBytes } from "node:crypto";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { AffineError } from "../core/index.ts";
import { KEYFILE_COST, passwordKey, type PasswordCost } from "./password-key.ts";

const MARK = Buffer.from("$NACL");
const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/** How a key file is kept. */
export type KeyfileEncryption = "none" | "nacl" | "ansible-vault" | "fernet";

/** How a key file is encrypted, by its first bytes. */
export function keyfileEncryption(bytes: Uint8Array): KeyfileEncryption {
  const start = Buffer.from(bytes.subarray(0, 64))
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  if (start.startsWith("$NACL")) return "nacl";
  if (start.startsWith("$ANSIBLE_VAULT")) return "ansible-vault";
  return start.startsWith("gAAAAA") ? "fernet" : "none";
}

/** A key file as Bittensor's tools encrypt it: `$NACL`, a nonce of 24 bytes, an XSalsa20-Poly1305 secretbox. */
export async function encryptKeyfile(text: string, password: string, cost?: PasswordCost): Promise<Uint8Array> {
  if (password === "") throw new AffineError("credentials_invalid", "An empty password protects nothing.");
  const nonce = randomBytes(NONCE_BYTES);
  const key = await passwordKey(password, cost ?? KEYFILE_COST);
  return Buffer.concat([MARK, nonce, xsalsa20poly1305(key, nonce).encrypt(Buffer.from(text, "utf8"))]);
}

/**
 * The text of an encrypted key file.
 *
 * @param name the file's name for messages.
 * @throws AffineError `credentials_invalid` for a wrong password or a damaged file, `unsupported` for an encryption that
 * Bittensor has given up; the hint says how to convert it.
 */
export async function decryptKeyfile(
  bytes: Uint8Array,
  password: string,
  name: string,
  cost?: PasswordCost,
): Promise<string> {
  refuseOld(keyfileEncryption(bytes), name);
  const start = Buffer.from(bytes).indexOf(MARK) + MARK.length;
  const nonce = bytes.subarray(start, start + NONCE_BYTES);
  const box = bytes.subarray(start + NONCE_BYTES);
  if (box.length < TAG_BYTES) throw wrong(name);
  const key = await passwordKey(password, cost ?? KEYFILE_COST);
  try {
    return Buffer.from(xsalsa20poly1305(key, nonce).decrypt(box)).toString("utf8");
  } catch (thrown) {
    // The library throws a plain Error when the tag does not fit, and nothing else can go wrong here.
    if (thrown instanceof Error) throw wrong(name);
    throw thrown;
  }
}

/** @throws AffineError `unsupported` for Ansible Vault and Fernet. */
export function refuseOld(encryption: KeyfileEncryption, name: string): void {
  if (encryption === "none" || encryption === "nacl") return;
  const how = encryption === "fernet" ? "Fernet" : "Ansible Vault";
  throw new AffineError(
    "unsupported",
    `The key file ${name} is encrypted in an old way (${how}) that is not read here.`,
    {
      hint:
        "Bittensor's own tools convert it: open the wallet once with btcli (btcli wallet update), which writes it as $NACL, " +
        "or make it anew from its phrase with btcli wallet regen-hotkey.",
    },
  );
}

function wrong(name: string): AffineError {
  return new AffineError("credentials_invalid", `The password does not open the key file ${name}, or it is damaged.`, {
    hint: "Check the password, or make the file anew with btcli wallet regen-hotkey from your phrase.",
  });
}
