import { brotliDecompressSync, constants, gunzipSync, unzipSync } from "node:zlib";
import type { AffineError } from "../core/index.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import { statusFailure, type Peer } from "./failure.ts";
import { serverMessageOf } from "./reported-error.ts";
import { retryAfterMs } from "../io/index.ts";

const MAX_BODY_BYTES = 16_384;
/** Of a compressed body, unpacked. */
const MAX_UNPACKED_BYTES = 65_536;

/** Reads the start of the body that comes with a status other than 2xx, for the sake of its message. */
export class RefusalReader {
  readonly #peer: Peer;
  readonly #status: number;
  readonly #retryAfterMs: number | undefined;
  readonly #redirectedTo: string | undefined;
  readonly #encoding: string;
  readonly #body = new ByteBuffer();

  constructor(peer: Peer, status: number, headers: Record<string, unknown>) {
    this.#peer = peer;
    this.#status = status;
    this.#retryAfterMs = retryAfterMs(headers["retry-after"], Date.now());
    this.#encoding = headerOf(headers["content-encoding"]);
    this.#redirectedTo = status < 400 ? hostOf(headers["location"]) : undefined;
  }

  /** @returns whether more is wanted */
  push(piece: Buffer): boolean {
    this.#body.append(piece.subarray(0, MAX_BODY_BYTES - this.#body.length));
    return this.#body.length < MAX_BODY_BYTES;
  }

  failure(): AffineError {
    const message = this.#redirectedTo ?? messageOf(unpacked(this.#body.take(), this.#encoding));
    return statusFailure(this.#peer, this.#status, message, this.#retryAfterMs);
  }
}

function headerOf(header: unknown): string {
  return typeof header === "string" ? header.trim().toLowerCase() : "";
}

/** The text of a body, also where its end was cut off; empty for a packing that is not known, or is none. */
function unpacked(body: Buffer, encoding: string): string {
  const options = { maxOutputLength: MAX_UNPACKED_BYTES, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    switch (encoding) {
      case "":
      case "identity":
        return body.toString("utf8");
      case "gzip":
      case "x-gzip":
        return gunzipSync(body, options).toString("utf8");
      case "deflate":
        return unzipSync(body, options).toString("utf8");
      case "br":
        return brotliDecompressSync(body, {
          maxOutputLength: MAX_UNPACKED_BYTES,
          finishFlush: constants.BROTLI_OPERATION_FLUSH,
        }).toString("utf8");
      default:
        return "";
    }
  } catch (thrown) {
    // Not what the header says, or a bomb: there is a status to tell of in any case.
    if (thrown instanceof Error && "code" in thrown) return "";
    throw thrown;
  }
}

/** Only the host of a redirect's target: the rest may carry secrets. */
function hostOf(location: unknown): string {
  return typeof location === "string" && URL.canParse(location)
    ? `a redirect to ${new URL(location).host}`
    : "a redirect";
}

function messageOf(body: string): string {
  try {
    return serverMessageOf(JSON.parse(body));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    // A page for browsers says nothing in its first 300 characters.
    return body.trimStart().startsWith("<") ? "" : body;
  }
}
