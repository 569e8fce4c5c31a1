import { sha256Hex } from "../../../core/index.ts";

/** Hexadecimal characters of the checksum in front of a line: 64 bits of SHA-256. */
const CHECKSUM_LENGTH = 16;

/** A line of the chain's file: the checksum of the JSON, a space, the JSON, a newline. */
export function encodeLine(value: unknown): Buffer {
  const json = JSON.stringify(value);
  return Buffer.from(`${sha256Hex(json).slice(0, CHECKSUM_LENGTH)} ${json}\n`);
}

/** The value of a line without its newline; `undefined` when the checksum does not fit or it is no JSON. */
export function decodeLine(line: Buffer): unknown {
  const json = line.subarray(CHECKSUM_LENGTH + 1);
  const checksum = `${sha256Hex(json).slice(0, CHECKSUM_LENGTH)} `;
  if (line.subarray(0, CHECKSUM_LENGTH + 1).toString("latin1") !== checksum) return undefined;
  try {
    return JSON.parse(json.toString("utf8"));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
