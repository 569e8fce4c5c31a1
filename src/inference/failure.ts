import { AffineError, textHead, type ErrorCode } from "../core/index.ts";
import { clip } from "../io/index.ts";
import { reportedError } from "./reported-error.ts";

/** Whom a request went to, for messages. */
export interface Peer {
  /** Host and port. */
  readonly host: string;
  readonly model: string;
  /** What must not appear in any message. */
  readonly apiKey: string | undefined;
}

/** The part of an attempt that took too long. */
export type TimeoutPhase = "connect" | "headers" | "first token" | "idle" | "total" | "deadline";

/** All answers that the host may give at once were under way until the query's time was over. */
export function turnFailure(peer: Peer, waitedMs: number): AffineError {
  return failure("inference_transport", peer, `was too busy with earlier questions for ${Math.round(waitedMs)} ms`, {
    hint: "The model answers too slowly, or its host takes too few questions at once.",
    retryable: false,
    details: { turn: false },
  });
}

const MIB = 1024 * 1024;
const MAX_SERVER_MESSAGE = 300;
const MAX_SAMPLE = 120;
const RETRYABLE_STATUS = new Set([408, 409, 429]);

/** A phase ran out of time: the host's fault, worth another attempt. */
export function timeoutFailure(peer: Peer, phase: TimeoutPhase, limitMs: number): AffineError {
  return failure("inference_transport", peer, `did not get past the ${phase} phase within ${Math.round(limitMs)} ms`, {
    hint: "The host may be cold or overloaded; `timeouts` of the query sets how long each phase may take.",
    retryable: phase !== "deadline",
    details: { phase },
  });
}

/** The connection could not be made, was reset, or ended before the answer did. */
export function transportFailure(peer: Peer, what: string, cause?: unknown): AffineError {
  return failure("inference_transport", peer, what, {
    hint: "Check that the host is up and reachable; a passing fault goes away on another attempt.",
    cause,
  });
}

/** What came is not a chat completion. No cause: parsers quote the body, and a body may quote the key. */
export function protocolFailure(peer: Peer, what: string, sample = ""): AffineError {
  const shown = presentable(sample, peer.apiKey);
  const quoted = shown === "" || shown.startsWith("<") ? "" : `: ${textHead(shown, MAX_SAMPLE).toWellFormed()}`;
  return failure("inference_protocol", peer, `${what}${quoted}`, {
    hint: "The base URL must lead to an OpenAI-compatible chat completions API.",
  });
}

/** More came than any answer needs. Final: another attempt would carry as much again. */
export function oversizeFailure(peer: Peer, what: string, maxBytes: number, textBytes: number): AffineError {
  const within = textBytes === 0 ? "without any text in it" : `with ${textBytes} bytes of text read from it`;
  return failure("inference_protocol", peer, `sent ${what} of more than ${Math.floor(maxBytes / MIB)} MiB ${within}`, {
    hint: "The base URL must lead to an OpenAI-compatible chat completions API that sends its text, and little else.",
    retryable: false,
  });
}

/** The answer ended before it was over. */
export function cutFailure(peer: Peer): AffineError {
  return transportFailure(peer, "cut the answer off before its end");
}

/** The server said no. */
export function statusFailure(peer: Peer, status: number, serverMessage: string, retryAfterMs?: number): AffineError {
  const said = presentable(serverMessage, peer.apiKey);
  const what = `answered ${status}${said === "" ? "" : `: ${said}`}`;
  const details = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (RETRYABLE_STATUS.has(status) || status >= 500) {
    const hint = "The host is busy or starting; wait, or ask it for less at once.";
    return failure("inference_unavailable", peer, what, { hint, details });
  }
  if (status === 401 || status === 403) {
    const hint = "Check the API key for this host and what it may use.";
    return failure("credentials_invalid", peer, what, { hint, details });
  }
  return failure("inference_rejected", peer, what, { hint: hintForRejection(status), details });
}

/** An error event inside an answer whose status line had promised success. */
export function reportedFailure(peer: Peer, error: unknown): AffineError {
  const { status, message } = reportedError(error);
  return statusFailure(peer, status ?? 500, message);
}

/** The host ended the answer for a reason of its own. */
export function abortedFailure(peer: Peer, finishReason: string): AffineError {
  const named = presentable(finishReason, peer.apiKey);
  return failure("inference_unavailable", peer, `took the answer off (finish reason ${named})`, {
    hint: "The host restarted, ran out of something or lost the model; another attempt may do.",
    details: { finishReason: named },
  });
}

/** The caller's signal ended the query. */
export function interruptedFailure(cause: unknown): AffineError {
  return new AffineError("interrupted", "The query was stopped by its caller before it had an answer.", { cause });
}

function hintForRejection(status: number): string {
  if (status === 402) return "The account at this host has no balance left.";
  if (status === 404) return "Check the base URL and the model's name.";
  if (status < 400) return "Redirects are not followed, so that the key goes nowhere else: give the final base URL.";
  return "The request itself is refused; asking again changes nothing.";
}

/** One line of bounded length without control characters and without the key. */
export function presentable(serverMessage: string, apiKey: string | undefined): string {
  const withoutKey = apiKey ? serverMessage.replaceAll(apiKey, "[key]") : serverMessage;
  const line = withoutKey
    .slice(0, MAX_SERVER_MESSAGE * 4)
    .toWellFormed()
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return clip(line, MAX_SERVER_MESSAGE);
}

function failure(
  code: ErrorCode,
  peer: Peer,
  what: string,
  options: { hint: string; retryable?: boolean; cause?: unknown; details?: Record<string, unknown> },
): AffineError {
  const details = { host: peer.host, model: peer.model, ...options.details };
  return new AffineError(code, `${peer.host} (model ${peer.model.slice(0, 128)}) ${what}.`, { ...options, details });
}
