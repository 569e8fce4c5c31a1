import { AffineError } from "../../core/index.ts";
import { readJson, replaceFile } from "../../io/index.ts";
import { addressText } from "../address.ts";
import { identitySchema, type SignerIdentity } from "../wire.ts";
import { identityOf, type RemoteSignerOptions } from "./remote-signer.ts";

/** A signer that was asked who it is, or remembered. */
export interface KnownSigner {
  readonly identity: SignerIdentity;
  /** It did not answer now: this is what it said the last time. */
  readonly remembered: boolean;
}

/**
 * Who a signer is. One that answered once is remembered in a file, so that a validator starts and keeps evaluating
 * while its signer is away.
 *
 * @param file where it is remembered
 * @throws AffineError `signer_unavailable` when none ever answered, `config_invalid` for a signer of another subnet
 */
export async function knowSigner(options: RemoteSignerOptions, netuid: number, file: string): Promise<KnownSigner> {
  const before = await readKnown(file);
  try {
    const identity = await identityOf(before === undefined ? options : { ...options, retries: 0 });
    if (identity.netuid !== netuid) {
      throw new AffineError("config_invalid", `The signer is for subnet ${identity.netuid}, not ${netuid}.`, {
        hint: `Start it with --netuid ${netuid}, or validate subnet ${identity.netuid}; it is at ${addressText(options.address)}.`,
      });
    }
    await replaceFile(file, JSON.stringify(identity), { folderMode: 0o700 });
    return { identity, remembered: false };
  } catch (error) {
    const away = AffineError.isInstance(error) && error.code === "signer_unavailable" && error.retryable;
    if (!away || before?.netuid !== netuid) throw error;
    return { identity: before, remembered: true };
  }
}

async function readKnown(file: string): Promise<SignerIdentity | undefined> {
  try {
    return await readJson(file, identitySchema, { maxBytes: 65_536, hint: "Delete the file." });
  } catch (error) {
    // A damaged file remembers nothing; it is written again at the first answer.
    if (AffineError.isInstance(error) && error.code === "state_corrupt") return undefined;
    throw error;
  }
}
