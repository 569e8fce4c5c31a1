import { ed25519 } from "@noble/curves/ed25519.js";
import { z } from "zod";
import { AffineError, faultWords } from "../core/index.ts";
import { KeyMaterial } from "./key-material.ts";
import { assertScheme, otherScheme } from "./keyfile-scheme.ts";
import { readKeyfileText, refuseKeyfile } from "./keyfile-text.ts";
import { decodeAddress, encodeAddress } from "./ss58.ts";

/** `cryptoType` of the keys that are read and written here. */
const SR25519 = 1;

const hexOf = (bytes: number): z.ZodType<string> =>
  z
    .string()
    .regex(new RegExp(`^(0x)?[0-9a-fA-F]{${bytes * 2}}$`), `${bytes} bytes of hexadecimal`)
    .transform((text) => text.replace(/^0x/, "").toLowerCase());

const mark = z.union([z.string(), z.number()]).nullish();

/** Bittensor's key file: every field a string or null, or left out; `cryptoType` and the last three as newer SDKs write. */
const keyfileSchema = z.object({
  accountId: hexOf(32).nullish(),
  publicKey: hexOf(32).nullish(),
  // Of an ed25519 key it has 32 bytes.
  privateKey: z.union([hexOf(64), hexOf(32)], { error: "64 bytes of hexadecimal" }).nullish(),
  secretPhrase: z.string().nullish(),
  secretSeed: hexOf(32).nullish(),
  ss58Address: z.string().nullish(),
  cryptoType: mark,
  signingScheme: mark,
  accountType: mark,
  hashedDescriptor: z.unknown().optional(),
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
    cryptoType: SR25519,
  })}\n`;
}

/** The text of a file that holds a public key only, such as `coldkeypub.txt`. */
export function formatPublicKeyfile(address: string): string {
  const publicKey = `0x${Buffer.from(decodeAddress(address)).toString("hex")}`;
  return `${JSON.stringify({ accountId: publicKey, publicKey, ss58Address: address })}\n`;
}

/**
 * Reads a key file: the phrase when there is one, else the seed, else the private key; where it has several, they must make
 * the same key. No message repeats a secret.
 *
 * @param name the file's name for messages.
 * @throws AffineError `credentials_invalid` when it is malformed, holds no secret, contradicts itself, or its secret makes
 * another address than the one it names; `unsupported` for keys that are not sr25519 and for exports of other tools.
 */
export function parseKeyfile(text: string, name: string): KeyMaterial {
  const file = readKeyfile(text, name);
  const scheme = assertScheme(file, name);
  if (file.privateKey?.length === 64) throw otherScheme("ed25519", name);
  const named = addressNamed(file, name);
  const material = materialOf(file, named, name);
  if (named === undefined) {
    if (scheme === undefined && saysOtherwise(file)) throw unknownKind(file, name);
  } else if (material.key.address !== named) {
    if (isEd25519(material, named)) throw otherScheme("ed25519", name);
    throw refuseKeyfile(name, `names the address ${named}, but its secret makes ${material.key.address}`);
  }
  return material;
}

/** The address in a key file, secret or public. @throws AffineError as {@link parseKeyfile}. */
export function parseKeyfileAddress(text: string, name: string): string {
  const file = readKeyfile(text, name);
  const hasSecret = [file.secretPhrase, file.secretSeed, file.privateKey].some(
    (secret) => secret != null && secret !== "",
  );
  const named = addressNamed(file, name);
  return named === undefined || hasSecret ? parseKeyfile(text, name).key.address : named;
}

function materialOf(file: Keyfile, named: string | undefined, name: string): KeyMaterial {
  const { secretPhrase, secretSeed, privateKey } = file;
  try {
    const fromPhrase = secretPhrase ? KeyMaterial.fromPhrase(secretPhrase) : undefined;
    const fromSeed = secretSeed ? KeyMaterial.fromSeed(Buffer.from(secretSeed, "hex")) : undefined;
    if (fromPhrase && fromSeed && fromPhrase.key.address !== fromSeed.key.address) {
      throw refuseKeyfile(name, "contradicts itself: its secretPhrase and its secretSeed make different keys");
    }
    const first = fromPhrase ?? fromSeed;
    if (privateKey) {
      const publicKey = first?.key.publicKey ?? (named === undefined ? undefined : decodeAddress(named));
      const fromPrivate = KeyMaterial.fromPrivateKey(Buffer.from(privateKey, "hex"), publicKey);
      return first ?? fromPrivate;
    }
    if (first !== undefined) return first;
  } catch (thrown) {
    if (AffineError.isInstance(thrown) && thrown.message.startsWith("The key file")) throw thrown;
    if (AffineError.isInstance(thrown)) throw refuseKeyfile(name, `cannot be used: ${thrown.message}`);
    throw thrown;
  }
  throw refuseKeyfile(name, "holds no secret: neither secretPhrase nor secretSeed nor privateKey");
}

/** Whether the secret of a file, taken for one of ed25519, makes the address that the file names. */
function isEd25519(material: KeyMaterial, named: string): boolean {
  const { secretSeed } = material.reveal();
  return secretSeed !== null && encodeAddress(ed25519.getPublicKey(Buffer.from(secretSeed, "hex"))) === named;
}

/** Whether a file has a mark of its kind that nobody here knows: without an address nothing says that it was read right. */
function saysOtherwise({ cryptoType, signingScheme, accountType, hashedDescriptor }: Keyfile): boolean {
  return [cryptoType, signingScheme, accountType, hashedDescriptor].some((value) => value != null);
}

function unknownKind(file: Keyfile, name: string): AffineError {
  const fields = (["cryptoType", "signingScheme", "accountType", "hashedDescriptor"] as const).filter(
    (field) => file[field] != null,
  );
  return new AffineError(
    "unsupported",
    `The key file ${name} says its kind of key by ${fields.join(" and ")} in a way that is not known here, and names no address.`,
    {
      hint: "Add its ss58Address, so that the key can be compared with it; or make the file anew: btcli wallet regen-hotkey.",
    },
  );
}

function addressNamed(file: Keyfile, name: string): string | undefined {
  const publicKeys = [file.publicKey, file.accountId].filter((field) => field != null);
  const addresses = publicKeys.map((field) => encodeAddress(Buffer.from(field, "hex")));
  if (file.ss58Address) {
    try {
      decodeAddress(file.ss58Address);
    } catch (thrown) {
      if (AffineError.isInstance(thrown)) throw refuseKeyfile(name, `is malformed: ${thrown.message}`);
      throw thrown;
    }
    addresses.push(file.ss58Address);
  }
  if (new Set(addresses).size > 1)
    throw refuseKeyfile(name, "contradicts itself: its public fields name different keys");
  return addresses[0];
}

function readKeyfile(text: string, name: string): Keyfile {
  const read = readKeyfileText(text, name);
  if ("secret" in read) {
    const fields = { phrase: "secretPhrase", seed: "secretSeed", privateKey: "privateKey" } as const;
    return { [fields[read.kind]]: read.secret };
  }
  const result = keyfileSchema.safeParse(read.value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${faultWords(issue)}`);
  throw refuseKeyfile(name, `is malformed (${fields.join("; ")})`);
}
