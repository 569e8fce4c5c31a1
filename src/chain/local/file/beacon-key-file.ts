import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { AffineError } from "../../../core/index.ts";
import { BeaconKey } from "../../timelock/index.ts";

/** Where the secret of a chain's beacon is: beside the chain's file, readable by its owner only. */
export function beaconKeyPath(chainFile: string): string {
  return `${chainFile}.beacon`;
}

/** The secret of a new chain's beacon, kept before the chain is: mode 0600, whole or not at all. */
export async function keepBeaconKey(chainFile: string): Promise<BeaconKey> {
  const path = beaconKeyPath(chainFile);
  await mkdir(dirname(path), { recursive: true });
  const key = BeaconKey.generate();
  const temporary = `${path}.new`;
  const handle = await open(temporary, "w", 0o600);
  try {
    await handle.writeFile(`${Buffer.from(key.reveal()).toString("hex")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(temporary, path);
    return key;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
    // An earlier start died before it had made its chain; its key serves as well.
    return await readBeaconKey(chainFile);
  } finally {
    await unlink(temporary);
  }
}

/**
 * The secret of an old chain's beacon. Whether it is the right one shows when it is first used.
 *
 * @throws AffineError `credentials_missing`, or `credentials_invalid` for a damaged one.
 */
export async function readBeaconKey(chainFile: string): Promise<BeaconKey> {
  const path = beaconKeyPath(chainFile);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new AffineError("credentials_missing", `The secret of the embedded chain's beacon is missing: ${path}.`, {
      hint: "Restore it from a copy: without it nothing that is sealed can be opened. Or begin a new chain.",
      cause,
    });
  }
  return BeaconKey.fromBytes(/^[0-9a-f]{64}\n?$/.test(text) ? Buffer.from(text.trim(), "hex") : Buffer.alloc(0));
}
