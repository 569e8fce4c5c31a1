import { errors } from "undici";
import { AffineError, errorMessage } from "../core/index.ts";
import { protocolFailure, timeoutFailure, transportFailure, type Peer } from "./failure.ts";

const CONNECT_FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses connections",
  ENOTFOUND: "has no address",
  EAI_AGAIN: "has no address at the moment",
  ENETUNREACH: "is out of reach",
  EHOSTUNREACH: "is out of reach",
};

/**
 * What an error of the HTTP client means.
 *
 * @param connectMs the time that the client was given to connect
 * @param responded whether the server had begun its response
 */
export function networkFailure(peer: Peer, error: unknown, connectMs: number, responded: boolean): AffineError {
  if (AffineError.isInstance(error)) return error;
  const code = codeOf(error);
  if (code === "UND_ERR_CONNECT_TIMEOUT") return timeoutFailure(peer, "connect", connectMs);
  const connectFault = CONNECT_FAULTS[code];
  if (connectFault !== undefined) return transportFailure(peer, connectFault, error);
  // No cause: a parser's error quotes what was received, and that may quote the key.
  if (error instanceof errors.HTTPParserError || code === "UND_ERR_HEADERS_OVERFLOW") {
    return protocolFailure(peer, "does not speak proper HTTP");
  }
  if (responded) return transportFailure(peer, "cut the answer off before its end", error);
  return transportFailure(peer, `lost the connection (${code === "" ? errorMessage(error) : code})`, error);
}

/** The code of an error, or of the first of several (one for each address that was tried). */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : "";
}
