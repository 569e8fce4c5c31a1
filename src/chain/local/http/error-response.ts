import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AffineError, type ErrorCode } from "../../../core/index.ts";
import { logger } from "../../../telemetry/index.ts";
import type { WireError } from "./wire.ts";

const STATUS: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  invalid_input: 400,
  credentials_invalid: 401,
  not_found: 404,
  chain_rejected: 422,
  chain_rate_limited: 429,
  chain_transport: 503,
};

/** The answer to a request that failed; what nobody foresaw is logged and shown as a fault of the server only. */
export function errorResponse(context: Context, thrown: unknown): Response {
  const known = AffineError.isInstance(thrown) && STATUS[thrown.code] !== undefined;
  if (!known) logger("chain").error({ err: thrown, path: context.req.path }, "a request failed");
  const error = known ? thrown : new AffineError("chain_transport", "The chain's server failed; see its log.");
  const { name, untilBlock } = error.details;
  const body: WireError = {
    error: {
      code: error.code as WireError["error"]["code"],
      message: error.message,
      hint: error.hint ?? null,
      details: {
        ...(typeof name === "string" ? { name } : {}),
        ...(typeof untilBlock === "number" ? { untilBlock } : {}),
      },
    },
  };
  return context.json(body, known ? (STATUS[error.code] ?? 500) : 500);
}
