import { z } from "zod";
import { AffineError } from "../core/index.ts";
import { KeyMaterial } from "./key-material.ts";
import { decodeAddress, encodeAddress } from "./ss58.ts";

const hexOf = (bytes: number): z.ZodType<string> =>
  z
    .string()
    .regex(new RegExp(`^(0x)?[0-9a-fA-F]{${bytes * 2}}$`), `${bytes} bytes of hexadecimal`)
    .transform((text) => text.replace(/^0x/, "").toLowerCase());

/** Bittensor's key file: every field a string or null, or left out. */
const keyfileSchema = z.object({
  accountId: hexOf(32).nullish(),
  publicKey: hexOf(32).nullish(),
  privateKey: hexOf(64).nullish(),
  secretPhrase: z.string().nullish(),
  secretSeed: hexOf(32).nullish(),
  ss58Address: z.string().nullish(),
});
type Keyfile = z.infer<typeof keyfileSchema>;

/** The text of a key file that Bittensor's tools read as well. Holds the secrets in the clear. */
export function formatKeyfile(material: KeyMaterial): string {
  const { secretPhrase, secretSeed, privateKey } = material.reveal();
  const publicKey = `0x${Buffer.from(material.key.publicKey).toString("hex")}`;
  return `${JSON.stringify({
    accountId: publicKey,
    publicKey,
    privateKey: `0x${privateKey}`,
    secretPhrase,
    secretSeed: secretSeed === null ? null : `0x${secretSeed}`,
    ss58Address: material.key.address,
  })}\n`;
}

/** The text of a file that holds a public key only, such as `coldkeypub.txt`. */
export function formatPublicKeyfile(address: string): string {
  const publicKey = `0x${Buffer.from(decodeAddress(address)).toString("hex")}`;
  return `${JSON.stringify({ accountId: publicKey, publicKey, ss58Address: address })}\n`;
}

/**
 * Reads a key file: the phrase when there is one, else the seed, else the private key. No message repeats a secret.
 *
 * @param name the file's name for messages.
 * @throws AffineError `credentials_invalid` when it is malformed, holds no secret, or its secret makes another address
 * than the one it names.
 */
export function parseKeyfile(text: string, name: string): KeyMaterial {
  const file = readKeyfile(text, name);
  const named = addressNamed(file, name);
  const material = materialOf(file, named, name);
  if (named !== undefined && material.key.address !== named) {
    throw refuse(name, `names the address ${named}, but its secret makes ${material.key.address}`);
  }
  return material;
}

/** The address in a key file, secret or public. @throws AffineError `credentials_invalid`. */
export function parseKeyfileAddress(text: string, name: string): string {
  const file = readKeyfile(text, name);
  return addressNamed(file, name) ?? materialOf(file, undefined, name).key.address;
}

function materialOf(file: Keyfile, named: string | undefined, name: string): KeyMaterial {
  try {
    if (file.secretPhrase) return KeyMaterial.fromPhrase(file.secretPhrase);
    if (file.secretSeed) return KeyMaterial.fromSeed(Buffer.from(file.secretSeed, "hex"));
    if (file.privateKey) {
      return KeyMaterial.fromPrivateKey(
        Buffer.from(file.privateKey, "hex"),
        named === undefined ? undefined : decodeAddress(named),
      );
    }
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) throw refuse(name, `cannot be used: ${thrown.message}`);
    throw thrown;
  }
  throw refuse(name, "holds no secret: neither secretPhrase nor secretSeed nor privateKey");
}

function addressNamed(file: Keyfile, name: string): string | undefined {
  const publicKeys = [file.publicKey, file.accountId].filter((field) => field != null);
  const addresses = publicKeys.map((field) => encodeAddress(Buffer.from(field, "hex")));
  if (file.ss58Address) {
    try {
      decodeAddress(file.ss58Address);
    } catch (thrown) {
      if (AffineError.isInstance(thrown)) throw refuse(name, `is malformed: ${thrown.message}`);
      throw thrown;
    }
    addresses.push(file.ss58Address);
  }
  if (new Set(addresses).size > 1) throw refuse(name, "contradicts itself: its public fields name different keys");
  return addresses[0];
}

function readKeyfile(text: string, name: string): Keyfile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    // The parser quotes what it read, so neither its text nor the error itself goes on.
    if (thrown instanceof SyntaxError) throw refuse(name, "is not JSON");
    throw thrown;
  }
  const parsed = keyfileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`);
  throw refuse(name, `is malformed (${fields.join("; ")})`);
}

function refuse(name: string, what: string): AffineError {
  return new AffineError("credentials_invalid", `The key file ${name} ${what}.`, {
    hint: "Make it anew with btcli regen-hotkey from your backup, or name another key.",
  });
}
