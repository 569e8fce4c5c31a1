import { AffineError, errorMessage } from "../../core/index.ts";
import { readRegularFile, systemCode } from "../../io/index.ts";
import { defectError } from "../../record/index.ts";

/** What opening says of a link, a socket or a device: no file stands there. */
const NO_FILE = new Set(["ELOOP", "EMLINK", "ENXIO", "ENODEV"]);

/**
 * Reads an object's file: bounded, never waiting for a pipe or a device, and following no link at its end.
 *
 * @returns `undefined` when there is none
 * @throws AffineError `record_invalid` naming `too_large` or `not_a_file`; another AffineError when it cannot be read
 */
export async function readObject(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    return await readRegularFile(path, { maxBytes });
  } catch (error) {
    const code = systemCode(error);
    // A file stands where a folder should: there is nothing below it.
    if (code === "ENOTDIR") return undefined;
    if (!AffineError.isInstance(error) || error.code !== "file_access") throw error;
    // What keys have in common with others is no object, here as in a bucket.
    if (error.details["kind"] === "a folder") return undefined;
    if (error.details["maxBytes"] !== undefined) throw defectError("too_large", errorMessage(error), error);
    if (code === undefined || NO_FILE.has(code)) throw defectError("not_a_file", errorMessage(error), error);
    throw error;
  }
}
