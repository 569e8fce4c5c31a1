import { AffineError, answerSchema, errorMessage, type Answer, type ErrorCode } from "../core/index.ts";
import { SIZE_LIMIT, TIME_LIMIT } from "./completion-reader.ts";
import { isHostFailure, isRefusal } from "./finish-reason.ts";

/** Why an answer scores 0 without being looked at. */
export type ModelFailureReason = "empty" | "refused" | "too_large" | "too_long";

/** Why there is no answer, through no fault of the model. */
export type InfraFailureReason =
  | "transport"
  | "timeout"
  | "lane_full"
  | "overloaded"
  | "server_error"
  | "protocol"
  | "credentials"
  | "rejected"
  | "interrupted"
  | "internal";

export type AnswerOutcome =
  | { readonly outcome: "answered"; readonly answer: Answer }
  | { readonly outcome: "model_failure"; readonly reason: ModelFailureReason; readonly answer: Answer }
  | { readonly outcome: "infra_failure"; readonly reason: InfraFailureReason; readonly error: AffineError };

/**
 * Whose doing it was: sorts what {@link query} returned or threw.
 * An answer that ran into its own token limit (`finishReason` "length") counts as answered: what it says is evaluated.
 *
 * @example
 * const outcome = outcomeOf(await query(prompt, options).catch((thrown: unknown) => thrown));
 * if (outcome.outcome === "answered") score(outcome.answer.text);
 */
export function outcomeOf(resultOrThrown: unknown): AnswerOutcome {
  const parsed = answerSchema.safeParse(resultOrThrown);
  if (parsed.success) {
    const answer = parsed.data;
    if (isHostFailure(answer.finishReason)) {
      const error = new AffineError("inference_unavailable", `The host took the answer off (${answer.finishReason}).`);
      return { outcome: "infra_failure", reason: "server_error", error };
    }
    const reason = modelFailureReason(answer);
    return reason === null ? { outcome: "answered", answer } : { outcome: "model_failure", reason, answer };
  }
  const error = AffineError.isInstance(resultOrThrown)
    ? resultOrThrown
    : new AffineError("internal", `The query failed unexpectedly: ${errorMessage(resultOrThrown)}`, {
        cause: resultOrThrown,
      });
  return { outcome: "infra_failure", reason: infraFailureReason(error), error };
}

const MODEL_FAILURES = new Map<string | null, ModelFailureReason>([
  [SIZE_LIMIT, "too_large"],
  [TIME_LIMIT, "too_long"],
]);

function modelFailureReason(answer: Answer): ModelFailureReason | null {
  const limit = MODEL_FAILURES.get(answer.finishReason);
  if (limit !== undefined) return limit;
  if (isRefusal(answer.finishReason)) return "refused";
  return answer.text.trim() === "" ? "empty" : null;
}

const INFRA_FAILURES: Partial<Record<ErrorCode, InfraFailureReason>> = {
  inference_transport: "transport",
  inference_unavailable: "server_error",
  inference_protocol: "protocol",
  inference_rejected: "rejected",
  invalid_input: "rejected",
  config_invalid: "rejected",
  credentials_invalid: "credentials",
  credentials_missing: "credentials",
  interrupted: "interrupted",
};

function infraFailureReason(error: AffineError): InfraFailureReason {
  const { status, phase, turn } = error.details;
  if (turn === false) return "lane_full";
  if (phase !== undefined) return "timeout";
  if (status === 429 || status === 503 || status === 529) return "overloaded";
  return INFRA_FAILURES[error.code] ?? "internal";
}
