import type { AffineError } from "../core/index.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import { serverMessageOf, statusFailure, type Peer } from "./failure.ts";
import { retryAfterMs } from "./retry-after.ts";

const MAX_BODY_BYTES = 16_384;

/** Reads the start of the body that comes with a status other than 2xx, for the sake of its message. */
export class RefusalReader {
  readonly #peer: Peer;
  readonly #status: number;
  readonly #retryAfterMs: number | undefined;
  readonly #redirectedTo: string | undefined;
  readonly #body = new ByteBuffer();

  constructor(peer: Peer, status: number, headers: Record<string, unknown>) {
    this.#peer = peer;
    this.#status = status;
    this.#retryAfterMs = retryAfterMs(headers["retry-after"], Date.now());
    this.#redirectedTo = status < 400 ? hostOf(headers["location"]) : undefined;
  }

  /** @returns whether more is wanted */
  push(piece: Buffer): boolean {
    this.#body.append(piece.subarray(0, MAX_BODY_BYTES - this.#body.length));
    return this.#body.length < MAX_BODY_BYTES;
  }

  failure(): AffineError {
    const message = this.#redirectedTo ?? messageOf(this.#body.take().toString("utf8"));
    return statusFailure(this.#peer, this.#status, message, this.#retryAfterMs);
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
