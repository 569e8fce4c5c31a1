/** Words that some servers put where the protocol has null: the answer goes on. */
const NO_FINISH = new Set(["", "null", "none"]);

/**
 * The host took the request off or broke down: what was said so far is no answer. SGLang and vLLM say `abort`, routers
 * `error`, DeepSeek `insufficient_system_resource`, Zhipu `network_error`.
 */
const HOST_FAILURES = new Set([
  "abort",
  "aborted",
  "error",
  "failed",
  "failure",
  "cancelled",
  "canceled",
  "insufficient_system_resource",
  "network_error",
  "server_error",
  "internal_error",
  "timeout",
  "overloaded",
  "engine_overloaded",
  "preempted",
  "cancel",
]);

/** The model, or the filter that its host runs for it, would not answer. Those in the middle are Gemini's and Zhipu's. */
const REFUSALS = new Set([
  "content_filter",
  "refusal",
  "safety",
  "recitation",
  "prohibited_content",
  "blocklist",
  "spii",
  "sensitive",
  "content_filtered",
  "guardrail_intervened",
]);

/** A limit of tokens, whoever set it: OpenAI's, Anthropic's, Gemini's, Mistral's and Cohere's words. */
const TOKEN_LIMITS = new Set([
  "length",
  "max_tokens",
  "max_output_tokens",
  "model_length",
  "max_length",
  "token_limit",
  "context_length_exceeded",
  "model_context_window_exceeded",
  "truncated",
  "incomplete",
]);

/** What a server wrote as finish reason, if it is one. */
export function isFinish(reason: string | null | undefined): reason is string {
  return typeof reason === "string" && !NO_FINISH.has(reason.trim().toLowerCase());
}

export function isHostFailure(reason: string | null): boolean {
  return reason !== null && HOST_FAILURES.has(reason.trim().toLowerCase());
}

/** The answer ended because no more tokens were allowed: ours, or as many as the host gives. */
export function isTokenLimit(reason: string | null): boolean {
  return reason !== null && TOKEN_LIMITS.has(reason.trim().toLowerCase());
}

export function isRefusal(reason: string | null): boolean {
  return reason !== null && REFUSALS.has(reason.trim().toLowerCase());
}
