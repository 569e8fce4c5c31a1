import { blake2b } from "@noble/hashes/blake2.js";
import { AffineError } from "../../../core/index.ts";
import type { SigningKey } from "../../../wallet/index.ts";
import type { Hex } from "../../chain.ts";
import { fromHex, toHex, type Runtime } from "../runtime/runtime.ts";
import { compact } from "../../timelock/compact.ts";
import type { Era } from "./era.ts";
import { u32 } from "./scale.ts";

/** A call with its signature, ready to be sent, any number of times: it counts once. */
export interface SignedCall {
  readonly bytes: Hex;
  /** BLAKE2b-256 of the bytes, as nodes name it. */
  readonly hash: Hex;
  readonly hotkey: string;
  readonly nonce: number;
  readonly era: Era;
}

export interface Envelope {
  readonly genesis: Hex;
  readonly nonce: number;
  readonly era: Era;
}

/** What an extension adds to the transaction, and what it adds to the signed bytes only. */
interface ExtensionBytes {
  readonly extra: Uint8Array;
  readonly implicit: Uint8Array;
}

const NOTHING = new Uint8Array();

/** Substrate's extensions that carry something; all others of subtensor's are empty. */
function knownExtensions(
  runtime: Runtime,
  { genesis, nonce, era }: Envelope,
): Readonly<Record<string, ExtensionBytes>> {
  const { specVersion, transactionVersion } = runtime.version;
  return {
    CheckSpecVersion: { extra: NOTHING, implicit: u32(specVersion) },
    CheckTxVersion: { extra: NOTHING, implicit: u32(transactionVersion) },
    CheckGenesis: { extra: NOTHING, implicit: fromHex(genesis) },
    CheckMortality: { extra: era.encoded, implicit: fromHex(era.birth.hash) },
    CheckNonce: { extra: compact(nonce), implicit: NOTHING },
    // The tip. Calls of a hotkey's own cost no fee.
    ChargeTransactionPayment: { extra: compact(0), implicit: NOTHING },
    // Mode: disabled; no hash of the metadata.
    CheckMetadataHash: { extra: Uint8Array.of(0), implicit: Uint8Array.of(0) },
  };
}

/**
 * Signs a call as a version 4 transaction: the signature is over the call, the extensions' extra and their implicit
 * bytes, hashed with BLAKE2b-256 when they are longer than 256 bytes (sp_runtime::generic::SignedPayload).
 *
 * @throws AffineError `chain_decode` when the runtime has an extension that is not known: what it would mean is not guessed.
 */
export function signExtrinsic(key: SigningKey, runtime: Runtime, call: Uint8Array, envelope: Envelope): SignedCall {
  const parts = extensionsOf(runtime).map((extension) => bytesOf(runtime, extension, envelope));
  const extra = Buffer.concat(parts.map((part) => part.extra));
  const payload = Buffer.concat([call, extra, ...parts.map((part) => part.implicit)]);
  const signature = key.sign(payload.length > 256 ? blake2b(payload, { dkLen: 32 }) : payload);
  // 0x84: version 4, signed. 0x00: the address is an account id. 0x01: the signature is sr25519.
  const head = [Uint8Array.of(0x84, 0x00), key.publicKey, Uint8Array.of(0x01), signature];
  const body = Buffer.concat([...head, extra, call]);
  const bytes = Buffer.concat([compact(body.length), body]);
  return {
    bytes: toHex(bytes),
    hash: toHex(blake2b(bytes, { dkLen: 32 })),
    hotkey: key.address,
    nonce: envelope.nonce,
    era: envelope.era,
  };
}

interface Extension {
  readonly identifier: string;
  readonly type: number;
  readonly additionalSigned: number;
}

function extensionsOf({ codecs, version }: Runtime): readonly Extension[] {
  const { version: formats, signedExtensions } = codecs.metadata.extrinsic;
  const extensions = signedExtensions[0];
  if (formats.includes(4) && extensions !== undefined) return extensions;
  throw new AffineError("chain_decode", `Runtime ${version.specVersion} takes no transactions of version 4.`, {
    hint: "It is newer than this program: update it. Nothing was sent.",
  });
}

function bytesOf(runtime: Runtime, extension: Extension, envelope: Envelope): ExtensionBytes {
  const known = knownExtensions(runtime, envelope)[extension.identifier];
  if (known !== undefined) return known;
  const { lookup } = runtime.codecs;
  const empty = [extension.type, extension.additionalSigned].every((type) => lookup(type).type === "void");
  if (empty) return { extra: NOTHING, implicit: NOTHING };
  throw new AffineError("chain_decode", `The runtime's transaction extension ${extension.identifier} is not known.`, {
    hint: `Runtime ${runtime.version.specVersion} is newer than this program: update it. Nothing was sent.`,
    details: { name: "UnknownExtension", extension: extension.identifier },
  });
}
