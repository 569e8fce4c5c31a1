/** Asking models: the OpenAI-compatible streaming client, its limits, and whose doing a failure was. */
export { AdaptiveLimiter, DEFAULT_LIMITS, type Lesson, type LimiterOptions, type Permit } from "./adaptive-limiter.ts";
export { SIZE_LIMIT, TIME_LIMIT } from "./completion-reader.ts";
export type { StopSignal } from "../io/index.ts";
export { chatEndpoint, type Endpoint } from "./endpoint.ts";
export type { TimeoutPhase } from "./failure.ts";
export { isTokenLimit } from "./finish-reason.ts";
export { InferenceClient, type InferenceClientOptions } from "./inference-client.ts";
export {
  DEFAULT_MAX_RESPONSE_BYTES,
  DEFAULT_RETRY,
  DEFAULT_TIMEOUTS,
  type InferenceTimeouts,
  type QueryOptions,
  type RetryPolicy,
} from "./options.ts";
export { outcomeOf, type AnswerOutcome, type InfraFailureReason, type ModelFailureReason } from "./outcome-of.ts";
export { query } from "./query.ts";
export { requestFields, type RequestFields } from "./request-fields.ts";
