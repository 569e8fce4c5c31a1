import { z } from "zod";
import {
  blockHashSchema,
  canonicalBytes,
  sha256Hex,
  AffineError,
  type Canonical,
  faultsOf,
} from "../../../core/index.ts";
import { domainMessage, verify, type SigningKey } from "../../../wallet/index.ts";
import type { Hex } from "../../chain.ts";
import { callSchema, type Call } from "../calls/call.ts";
import { hotkeySchema } from "../state/genesis.ts";

/** A call with all that its signature covers. */
const payloadSchema = z.strictObject({
  genesis: blockHashSchema,
  call: z.string(),
  args: z.unknown(),
  nonce: z.int().nonnegative(),
  hotkey: hotkeySchema,
});

export const extrinsicSchema = payloadSchema
  .extend({ signature: z.string().regex(/^0x[0-9a-f]{128}$/, "0x and 128 lower-case hexadecimal characters") })
  .transform((fields, context) => {
    const call = callSchema.safeParse({ call: fields.call, args: fields.args });
    if (call.success) return { ...fields, genesis: fields.genesis as Hex, ...call.data };
    for (const issue of call.error.issues) {
      context.addIssue({ code: "custom", message: issue.message, path: issue.path });
    }
    return z.NEVER;
  });
/** A signed call: canonical JSON of {genesis, call, args, nonce, hotkey} under the domain `extrinsic`. */
export type Extrinsic = {
  readonly genesis: Hex;
  readonly nonce: number;
  readonly hotkey: string;
  readonly signature: string;
} & Call;

/**
 * Signs a call for one chain and one place in the hotkey's sequence.
 *
 * @throws AffineError `invalid_input` when the arguments are out of bounds.
 */
export function signExtrinsic(key: SigningKey, genesis: Hex, nonce: number, call: Call): Extrinsic {
  const parsed = callSchema.safeParse(call);
  if (!parsed.success) {
    throw new AffineError("invalid_input", `The call ${call.call} is malformed: ${faultsOf(parsed.error, call)}`);
  }
  const payload = { genesis, nonce, hotkey: key.address, ...parsed.data };
  const signature = `0x${Buffer.from(key.sign(signedBytes(payload))).toString("hex")}`;
  return { ...payload, signature };
}

/** True when the signature is the hotkey's. */
export function hasValidSignature(extrinsic: Extrinsic): boolean {
  const { signature, ...payload } = extrinsic;
  return verify(extrinsic.hotkey, signedBytes(payload), Buffer.from(signature.slice(2), "hex"));
}

/** What names an extrinsic: SHA-256 of its canonical JSON, signature included. */
export function extrinsicHash(extrinsic: Extrinsic): Hex {
  return `0x${sha256Hex(canonicalBytes(extrinsic))}`;
}

function signedBytes({ genesis, call, args, nonce, hotkey }: Omit<Extrinsic, "signature">): Uint8Array {
  return domainMessage("extrinsic", canonicalBytes({ genesis, call, args: args as Canonical, nonce, hotkey }));
}
