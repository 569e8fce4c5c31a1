import { AffineError } from "../../../core/index.ts";
import { readRegularFile, writeOnce } from "../../../io/index.ts";
import { BeaconKey } from "../../timelock/index.ts";

/** Enough for 64 digits, and for the message about a file that is something else. */
const MOST_BYTES = 4096;

/** Where the secret of a chain's beacon is: beside the chain's file, readable by its owner only. */
export function beaconKeyPath(chainFile: string): string {
  return `${chainFile}.beacon`;
}

/** The secret of a new chain's beacon, kept before the chain is: mode 0600, whole or not at all. */
export async function keepBeaconKey(chainFile: string): Promise<BeaconKey> {
  const key = BeaconKey.generate();
  const text = `${Buffer.from(key.reveal()).toString("hex")}\n`;
  // An earlier start may have died before it had made its chain; its key serves as well.
  return (await writeOnce(beaconKeyPath(chainFile), text)) ? key : readBeaconKey(chainFile);
}

/**
 * The secret of an old chain's beacon. Whether it is the right one shows when it is first used.
 *
 * @throws AffineError `credentials_missing`, or `credentials_invalid` for a damaged one.
 */
export async function readBeaconKey(chainFile: string): Promise<BeaconKey> {
  const path = beaconKeyPath(chainFile);
  const bytes = await readRegularFile(path, { maxBytes: MOST_BYTES });
  if (bytes === undefined) {
    throw new AffineError("credentials_missing", `The secret of the embedded chain's beacon is missing: ${path}.`, {
      hint: "Restore it from a copy: without it nothing that is sealed can be opened. Or begin a new chain.",
    });
  }
  const text = bytes.toString("latin1");
  return BeaconKey.fromBytes(/^[0-9a-f]{64}\n?$/.test(text) ? Buffer.from(text.trim(), "hex") : Buffer.alloc(0));
}
