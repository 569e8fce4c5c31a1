import { AffineError, errorMessage } from "../../core/index.ts";
import { printable, systemCode } from "../../io/index.ts";
import { PRIVATE_ADDRESS_CODE } from "./public-lookup.ts";

const SERVER_HINT = "Look at the address in a browser, or name another mirror with --store.";

/** A status that is neither the object nor its absence. */
export function statusFailure(url: string, status: number, location: string | undefined): AffineError {
  if (status >= 300 && status < 400) {
    return new AffineError("store_transport", `${url} redirects, which is not followed (status ${status}).`, {
      hint: `A redirect could lead anywhere. If you trust it, name its target yourself: ${printable(location ?? "", 200)}`,
      retryable: false,
    });
  }
  const retryable = status === 408 || status === 425 || status === 429 || status >= 500;
  return new AffineError("store_transport", `${url} answered with status ${status}.`, { hint: SERVER_HINT, retryable });
}

/** A body that cannot be taken for the stored bytes. */
export function encodingFailure(url: string, encoding: string): AffineError {
  return new AffineError("store_transport", `${url} answered with the content encoding ${printable(encoding)}.`, {
    hint: "Objects are gzip already: serve the files as they are, without Content-Encoding.",
    retryable: false,
  });
}

/** What the HTTP client threw. */
export function requestFailure(url: string, cause: unknown, timedOutMs: number | undefined): AffineError {
  if (AffineError.isInstance(cause)) return cause;
  if (codeOf(cause) === PRIVATE_ADDRESS_CODE) return privateFailure(url, cause);
  const why = timedOutMs === undefined ? reasonOf(cause) : `not complete after ${timedOutMs} ms`;
  return new AffineError("store_transport", `${url} cannot be read: ${why}.`, { hint: SERVER_HINT, cause });
}

/** An address that leads to this machine or its neighbours where only the open network is allowed. */
export function privateFailure(url: string, cause?: unknown): AffineError {
  return new AffineError("store_transport", `${url} leads to a private address.`, {
    hint: "An address that somebody announced may not lead into your own network; if you mean it, give it with --store.",
    retryable: false,
    cause,
  });
}

function reasonOf(cause: unknown): string {
  const code = codeOf(cause);
  const message = errorMessage(cause);
  return code === undefined || message.includes(code) ? message : `${message} (${code})`.trim();
}

/** The code of an error, or of the first of several (one for each address that was tried). */
function codeOf(error: unknown): string | undefined {
  return systemCode(error) ?? (error instanceof AggregateError ? codeOf(error.errors[0]) : undefined);
}
