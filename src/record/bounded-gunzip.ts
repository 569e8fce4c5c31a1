import { gunzipSync } from "node:zlib";
import type { AffineError } from "../core/index.ts";
import { defectError } from "./shard-defect.ts";

/** Bounds on bytes that somebody else wrote. */
export interface ByteLimits {
  compressedBytes: number;
  /** After decompression: what a bomb runs into. */
  bytes: number;
}

/** Node answers with the engine beside the buffer when asked for `info`; its types do not say so. */
interface GunzipInfo {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

/**
 * Decompresses a gzip stream that may be hostile.
 *
 * @throws AffineError `record_invalid` naming `too_large`, `gzip_truncated`, `gzip_corrupt` or `trailing_bytes`.
 */
export function boundedGunzip(bytes: Uint8Array, limits: ByteLimits): Buffer {
  if (bytes.length > limits.compressedBytes) {
    throw defectError("too_large", `${bytes.length} bytes compressed, at most ${limits.compressedBytes}`);
  }
  let result: GunzipInfo;
  try {
    result = gunzipSync(bytes, { maxOutputLength: limits.bytes, info: true }) as unknown as GunzipInfo;
  } catch (cause) {
    throw gunzipError(cause, limits);
  }
  // Node stops silently at bytes after the last member.
  if (result.engine.bytesWritten !== bytes.length) {
    throw defectError("trailing_bytes", `${bytes.length - result.engine.bytesWritten} of them`);
  }
  return result.buffer;
}

function gunzipError(cause: unknown, limits: ByteLimits): AffineError {
  const code = (cause as { code?: unknown }).code;
  if (code === "ERR_BUFFER_TOO_LARGE") {
    return defectError("too_large", `more than ${limits.bytes} bytes uncompressed`, cause);
  }
  return defectError(code === "Z_BUF_ERROR" ? "gzip_truncated" : "gzip_corrupt", undefined, cause);
}
