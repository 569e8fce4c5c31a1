import { delta, DONE, event, USAGE } from "./scripted-host.ts";

/** What is right for what a server sends. */
export type Right =
  | { readonly text: string; readonly reasoning?: string; readonly finishReason?: string | null }
  | { readonly failure: string; readonly says?: string };

/** A habit of some OpenAI-compatible server, as the body of a 200 (or of another status). */
export interface Quirk {
  readonly name: string;
  /** One piece a write; a number waits so many milliseconds. */
  readonly body: string | Buffer | readonly (string | Buffer | number)[];
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection stays open, or breaks, where the body ends. */
  readonly end?: "open" | "reset";
  readonly right: Right;
}

const text = (content: string, finish: string | null = null): string => delta({ content }, finish);
const stop = delta({}, "stop");
const good = text("4") + text("2") + stop + USAGE + DONE;
const answer = { text: "42" } as const;
const choice = (fields: object): string => event({ choices: [fields] });
const whole = (message: object, more: object = {}): string =>
  JSON.stringify({ id: "1", choices: [{ index: 0, message, finish_reason: "stop", ...more }] });
const json = { "content-type": "application/json" };

/** Ways of beginning, framing and writing an answer, all of which are the answer. */
const SPELLINGS: readonly Quirk[] = [
  {
    name: "a first chunk with the role alone (OpenAI, vLLM)",
    body: delta({ role: "assistant" }) + good,
    right: answer,
  },
  {
    name: "role and empty content first (vLLM, SGLang)",
    body: delta({ role: "assistant", content: "" }) + good,
    right: answer,
  },
  {
    name: "content null in the first chunk (Azure, Together)",
    body: delta({ role: "assistant", content: null }) + good,
    right: answer,
  },
  {
    name: "role in every chunk (Groq, Fireworks)",
    body: delta({ role: "assistant", content: "42" }, "stop") + DONE,
    right: answer,
  },
  {
    name: "an empty delta as an empty list (PHP proxies)",
    body: choice({ index: 0, delta: [] }) + good,
    right: answer,
  },
  {
    name: "no delta in the last chunk",
    body: text("42") + choice({ index: 0, finish_reason: "stop" }) + DONE,
    right: answer,
  },
  {
    name: "delta null in the last chunk",
    body: text("42") + choice({ index: 0, delta: null, finish_reason: "stop" }) + DONE,
    right: answer,
  },
  {
    name: "prompt filter results before the answer (Azure)",
    body: event({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] }) + good,
    right: answer,
  },
  {
    name: "filter offsets in choices without delta (Azure)",
    body: good.replace(DONE, choice({ index: 0, content_filter_offsets: {} }) + DONE),
    right: answer,
  },
  {
    name: "choices null in the usage chunk",
    body: text("42", "stop") + event({ choices: null, usage: { prompt_tokens: 1, completion_tokens: 1 } }) + DONE,
    right: answer,
  },
  {
    name: "no choices in the usage chunk (LiteLLM)",
    body: text("42", "stop") + event({ usage: { prompt_tokens: 1, completion_tokens: 1 } }) + DONE,
    right: answer,
  },
  {
    name: "usage in every chunk (vLLM continuous_usage_stats)",
    body:
      ["4", "2"]
        .map((t) =>
          event({ choices: [{ index: 0, delta: { content: t } }], usage: { prompt_tokens: 1, completion_tokens: 1 } }),
        )
        .join("") +
      stop +
      DONE,
    right: answer,
  },
  {
    name: "usage null in every chunk (OpenAI)",
    body: event({ choices: [{ index: 0, delta: { content: "42" } }], usage: null }) + stop + DONE,
    right: answer,
  },
  {
    name: "usage of another shape (Gemini)",
    body: event({ choices: [{ index: 0, delta: { content: "42" } }], usage: { total: "9" } }) + stop + DONE,
    right: answer,
  },
  {
    name: "usage with details and floats (OpenRouter)",
    body:
      text("42", "stop") +
      event({ choices: [], usage: { prompt_tokens: 1.5, completion_tokens: 2, cost: 0.01 } }) +
      DONE,
    right: answer,
  },
  {
    name: "timings instead of usage (llama.cpp)",
    body:
      text("42") +
      event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }], timings: { predicted_n: 2 } }) +
      DONE,
    right: answer,
  },
  {
    name: "x_groq beside the choices (Groq)",
    body: event({ choices: [{ index: 0, delta: { content: "42" } }], x_groq: { id: "r" } }) + stop + DONE,
    right: answer,
  },
  {
    name: "an id that is a number, no model",
    body: event({ id: 7, choices: [{ delta: { content: "42" }, finish_reason: "stop" }] }) + DONE,
    right: answer,
  },
  {
    name: "logprobs and token ids beside the text (vLLM)",
    body:
      choice({
        index: 0,
        delta: { content: "42", token_ids: [1] },
        logprobs: { content: [] },
        stop_reason: 7,
        finish_reason: "stop",
      }) + DONE,
    right: answer,
  },
  { name: "other choices between (n > 1)", body: choice({ index: 1, delta: { content: "no" } }) + good, right: answer },
  {
    name: "an index written as text",
    body:
      choice({ index: "0", delta: { content: "42" } }) + choice({ index: "1", delta: { content: "no" } }) + stop + DONE,
    right: answer,
  },
  { name: "no index", body: choice({ delta: { content: "42" }, finish_reason: "stop" }) + DONE, right: answer },
  {
    name: "message where delta should be",
    body: choice({ index: 0, message: { role: "assistant", content: "42" }, finish_reason: "stop" }) + DONE,
    right: answer,
  },
  {
    name: "text of a legacy completion",
    body: choice({ index: 0, text: "4" }) + choice({ index: 0, text: "2", finish_reason: "stop" }) + DONE,
    right: answer,
  },
  {
    name: "content as a list of parts",
    body:
      choice({
        index: 0,
        delta: {
          content: [
            { type: "text", text: "4" },
            { type: "text", text: "2" },
          ],
        },
      }) +
      stop +
      DONE,
    right: answer,
  },
  {
    name: "content as a list of texts",
    body: choice({ index: 0, delta: { content: ["4", "2"] } }) + stop + DONE,
    right: answer,
  },
  {
    name: "content as one part",
    body: choice({ index: 0, delta: { content: { type: "text", text: "42" } } }) + stop + DONE,
    right: answer,
  },
  { name: "CRLF", body: good.replaceAll("\n", "\r\n"), right: answer },
  { name: "lone CR", body: good.replaceAll("\n", "\r"), right: answer },
  { name: "a byte order mark", body: `\ufeff${good}`, right: answer },
  { name: "no space after the colon", body: good.replaceAll("data: ", "data:"), right: answer },
  {
    name: "names and ids of events",
    body: good.replaceAll("data: ", "event: completion\nid: 1\ndata: "),
    right: answer,
  },
  { name: "the name after the data", body: good.replaceAll("\n\n", "\nevent: message\n\n"), right: answer },
  { name: "one line end after each event, not two", body: good.replaceAll("\n\n", "\n"), right: answer },
  { name: "three line ends after each event", body: good.replaceAll("\n\n", "\n\n\n"), right: answer },
  {
    name: "an event over several data lines",
    body: `data: {"choices":[{"index":0,\ndata: "delta":{"content":"42"},\ndata: "finish_reason":"stop"}]}\n\n${DONE}`,
    right: answer,
  },
  {
    name: "indented JSON over several data lines",
    body: `data: {\ndata:   "choices": [{"index": 0, "delta": {"content": "42"}, "finish_reason": "stop"}]\ndata: }\n\n${DONE}`,
    right: answer,
  },
  {
    name: "a character cut in two",
    body: [Buffer.from(text("é42")).subarray(0, 75), 5, Buffer.from(text("é42")).subarray(75), stop + DONE],
    right: { text: "é42" },
  },
  {
    name: "a character in two escapes over two events",
    body:
      'data: {"choices":[{"delta":{"content":"\\ud83d"}}]}\n\n' +
      'data: {"choices":[{"delta":{"content":"\\ude00"}}]}\n\n' +
      stop +
      DONE,
    right: { text: "😀" },
  },
  {
    name: "lines of JSON without data: (NDJSON)",
    body:
      ["4", "2"].map((t) => `${JSON.stringify({ choices: [{ index: 0, delta: { content: t } }] })}\n`).join("") +
      `${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n`,
    right: answer,
  },
  {
    name: "one JSON object in answer to a streaming request",
    body: whole({ role: "assistant", content: "42" }),
    headers: json,
    right: answer,
  },
  { name: "the same with the type of a stream", body: whole({ role: "assistant", content: "42" }), right: answer },
  {
    name: "the same without finish reason",
    body: whole({ role: "assistant", content: "42" }, { finish_reason: null }),
    headers: json,
    right: { text: "42", finishReason: null },
  },
  {
    name: "a stream with the type of plain text",
    body: good,
    headers: { "content-type": "text/plain" },
    right: answer,
  },
  { name: "a stream with the type of JSON", body: good, headers: json, right: answer },
  { name: "no content type", body: good, headers: {}, right: answer },
  {
    name: "an empty error in every chunk",
    body:
      ["", {}, null, false, { message: "", code: 0 }]
        .map((error) => event({ error, choices: [{ index: 0, delta: { content: "4" } }] }))
        .join("") +
      stop +
      DONE,
    right: { text: "44444" },
  },
];

/** Reasoning under its names. */
const REASONING: readonly Quirk[] = [
  {
    name: "reasoning_content (DeepSeek, vLLM, SGLang)",
    body: delta({ reasoning_content: "hm" }) + good,
    right: { ...answer, reasoning: "hm" },
  },
  {
    name: "reasoning (OpenRouter, Groq, Ollama)",
    body: delta({ reasoning: "hm", content: "" }) + good,
    right: { ...answer, reasoning: "hm" },
  },
  {
    name: "reasoning_details beside reasoning (OpenRouter)",
    body: delta({ reasoning: "hm", reasoning_details: [{ type: "reasoning.text", text: "hm" }] }) + good,
    right: { ...answer, reasoning: "hm" },
  },
  {
    name: "both names at once",
    body: delta({ reasoning: "hm", reasoning_content: "hm" }) + good,
    right: { ...answer, reasoning: "hm" },
  },
  {
    name: "thinking in parts of the content (Mistral)",
    body: delta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "hm" }] }] }) + good,
    right: { ...answer, reasoning: "hm" },
  },
  {
    name: "reasoning null beside content",
    body: delta({ reasoning_content: null, content: "42" }) + stop + DONE,
    right: { ...answer, reasoning: "" },
  },
  {
    name: "reasoning of a type of its own",
    body: delta({ reasoning: { effort: "low" }, content: "42" }) + stop + DONE,
    right: { ...answer, reasoning: "" },
  },
];

/** Ways of ending. */
const ENDINGS: readonly Quirk[] = [
  { name: "no [DONE] (TGI, some proxies)", body: text("42") + stop, right: answer },
  { name: "[DONE] without finish reason", body: text("42") + DONE, right: { text: "42", finishReason: null } },
  { name: "no blank line after [DONE]", body: good.trimEnd(), right: answer },
  { name: "white space around [DONE]", body: good.replace("[DONE]", " [DONE] "), right: answer },
  { name: "[DONE] twice", body: good + DONE, right: answer },
  { name: "garbage after [DONE]", body: `${good}data: {{{\n\n<html>`, right: answer },
  { name: "[DONE] on a connection that stays open", body: good, end: "open", right: answer },
  {
    name: "a finish reason and usage on a connection that stays open",
    body: text("42") + stop + USAGE,
    end: "open",
    right: answer,
  },
  { name: "a finish reason, then a break", body: [text("42") + stop, 20], end: "reset", right: answer },
  { name: "the text in the last chunk, with its finish reason", body: text("42", "stop") + DONE, right: answer },
  { name: "an empty finish reason while it goes on", body: text("4", "") + text("2", "") + stop + DONE, right: answer },
  {
    name: 'a finish reason "null" while it goes on',
    body: text("4", "null") + text("2", "null") + stop + DONE,
    right: answer,
  },
  { name: "a finish reason in every chunk", body: text("4", "stop") + text("2", "stop") + DONE, right: answer },
  {
    name: "a finish reason in every chunk, and pauses",
    body: [text("4", "stop"), 2_400, text("2", "stop"), DONE],
    right: answer,
  },
  {
    name: "usage after a finish reason, then more text",
    body: [text("4", "stop") + USAGE, 20, text("2", "stop") + USAGE, 20, DONE],
    right: answer,
  },
  ...[
    "length",
    "max_tokens",
    "MAX_TOKENS",
    "model_length",
    "eos",
    "eos_token",
    "stop_sequence",
    "end_turn",
    "COMPLETE",
    "normal",
    "tool_calls",
    "function_call",
  ].map((reason): Quirk => ({
    name: `finish reason ${reason}`,
    body: text("42", reason) + DONE,
    right: { text: "42", finishReason: reason },
  })),
];

/** What keeps connections alive, and says nothing. */
const KEEP_ALIVES: readonly Quirk[] = [
  { name: "comments (OpenRouter)", body: `: OPENROUTER PROCESSING\n\n${good}`, right: answer },
  { name: "a data frame that is a comment", body: `data: : keepalive\n\n${good}`, right: answer },
  { name: "an empty data frame", body: `data:\n\n${good}`, right: answer },
  {
    name: "an empty data frame with a space, within the answer",
    body: `${text("4")}data: \n\n${text("2")}${stop}${DONE}`,
    right: answer,
  },
  { name: "a named ping with a time", body: `event: ping\ndata: 2026-01-01T00:00:00Z\n\n${good}`, right: answer },
  { name: "a named ping with JSON (Anthropic)", body: `event: ping\ndata: {"type":"ping"}\n\n${good}`, right: answer },
  { name: "a ping in JSON", body: event({ type: "ping" }) + good, right: answer },
  { name: "an empty object", body: `data: {}\n\n${good}`, right: answer },
  { name: "null", body: `data: null\n\n${good}`, right: answer },
  { name: "blank lines before the answer", body: `\n\n\r\n${good}`, right: answer },
  {
    name: "blank lines before a JSON body (buffering proxies)",
    body: `\n\n ${whole({ content: "42" })}`,
    headers: json,
    right: answer,
  },
];

/** The model's own failures. */
const MODEL_FAILURES: readonly Quirk[] = [
  {
    name: "a tool call and no text",
    body: delta({ tool_calls: [{ index: 0, function: { name: "f", arguments: "{}" } }] }, "tool_calls") + DONE,
    right: { failure: "empty" },
  },
  {
    name: "a legacy function call and no text",
    body: delta({ function_call: { name: "f" } }, "function_call") + DONE,
    right: { failure: "empty" },
  },
  { name: "reasoning and no text", body: delta({ reasoning: "hm" }, "length") + DONE, right: { failure: "empty" } },
  { name: "a refusal (OpenAI)", body: delta({ refusal: "No." }) + stop + DONE, right: { failure: "refused" } },
  ...["content_filter", "SAFETY", "RECITATION", "PROHIBITED_CONTENT", "sensitive"].map((reason): Quirk => ({
    name: `finish reason ${reason}`,
    body: text("4", reason) + DONE,
    right: { failure: "refused" },
  })),
];

/** The host's failures: tried again, and no score. */
const HOST_FAILURES: readonly Quirk[] = [
  ...["abort", "error", "ABORT", "insufficient_system_resource", "network_error"].map((reason): Quirk => ({
    name: `finish reason ${reason}`,
    body: text("half") + delta({}, reason) + DONE,
    right: { failure: "server_error", says: reason },
  })),
  {
    name: "a named error event",
    body: `${text("half")}event: error\ndata: {"message":"upstream timed out"}\n\n${DONE}`,
    right: { failure: "server_error", says: "upstream timed out" },
  },
  {
    name: "a named error event that is no JSON",
    body: `${text("half")}event: error\ndata: upstream timed out\n\n${DONE}`,
    right: { failure: "server_error", says: "upstream timed out" },
  },
  {
    name: "a named error event without data",
    body: `${text("half")}event: error\n\n${DONE}`,
    right: { failure: "server_error" },
  },
  {
    name: "an error event after the finish reason",
    body: text("42") + stop + event({ error: { message: "lost", code: 502 } }),
    right: { failure: "server_error", says: "lost" },
  },
  {
    name: "an error in a choice (OpenRouter)",
    body: choice({
      index: 0,
      delta: { content: "" },
      finish_reason: "error",
      error: { code: 502, message: "Provider died" },
    }),
    right: { failure: "server_error", says: "Provider died" },
  },
  {
    name: "an error with the provider's words (OpenRouter)",
    body: event({ error: { code: 429, message: "Provider returned error", metadata: { raw: "slow down" } } }),
    right: { failure: "overloaded", says: "slow down" },
  },
  {
    name: "an error as a text",
    body: event({ error: "CUDA out of memory" }),
    right: { failure: "server_error", says: "CUDA out of memory" },
  },
  {
    name: "overloaded by its type (Anthropic)",
    body: event({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
    right: { failure: "overloaded", says: "Overloaded" },
  },
  {
    name: "unavailable by its status (Gemini)",
    body: event({ error: { status: "UNAVAILABLE", message: "try later" } }),
    right: { failure: "overloaded", says: "try later" },
  },
  { name: "a stream cut before its end", body: text("half"), right: { failure: "transport" } },
  {
    name: "a stream cut within an event",
    body: `${text("4")}data: {"choices":[{"delta":{"con`,
    right: { failure: "transport" },
  },
  {
    name: "a break where every chunk has a finish reason",
    body: [text("4", "stop") + text("2", "stop"), 20],
    end: "reset",
    right: { failure: "transport" },
  },
  { name: "an empty body", body: "", right: { failure: "transport" } },
  {
    name: "NDJSON cut before its end",
    body: `${JSON.stringify({ choices: [{ delta: { content: "4" } }] })}\n`.repeat(2),
    right: { failure: "transport" },
  },
  {
    name: "a page",
    body: "<html>Bad gateway</html>",
    headers: { "content-type": "text/html" },
    right: { failure: "protocol" },
  },
  {
    name: "a line of text",
    body: "upstream connect error",
    headers: { "content-type": "text/plain" },
    right: { failure: "protocol" },
  },
  { name: "an event that is no JSON", body: `${text("4")}data: {oops\n\n${DONE}`, right: { failure: "protocol" } },
  { name: "[DONE] and nothing else", body: DONE, right: { failure: "protocol" } },
  { name: "usage and [DONE], no choice at all", body: USAGE + DONE, right: { failure: "protocol" } },
  { name: "content of another type", body: delta({ content: 5 }) + DONE, right: { failure: "protocol" } },
  {
    name: "503 while it loads (llama.cpp, TGI)",
    status: 503,
    body: JSON.stringify({ error: { code: 503, message: "Loading model", type: "unavailable_error" } }),
    headers: json,
    right: { failure: "overloaded", says: "Loading model" },
  },
  {
    name: "529 (Anthropic)",
    status: 529,
    body: JSON.stringify({ error: { message: "Overloaded" } }),
    headers: json,
    right: { failure: "overloaded", says: "Overloaded" },
  },
];

/** What asking again does not change. */
const REJECTIONS: readonly Quirk[] = [
  {
    name: "400 with OpenAI's error",
    status: 400,
    body: JSON.stringify({ error: { message: "'max_tokens' is too large: 16384" } }),
    headers: json,
    right: { failure: "rejected", says: "'max_tokens' is too large: 16384" },
  },
  {
    name: "422 with FastAPI's detail",
    status: 422,
    body: JSON.stringify({ detail: [{ loc: ["body", "seed"], msg: "Extra inputs are not permitted" }] }),
    headers: json,
    right: { failure: "rejected", says: "body.seed: Extra inputs are not permitted" },
  },
  {
    name: "400 with a list (Gemini)",
    status: 400,
    body: JSON.stringify([{ error: { code: 400, message: 'Unknown name "seed"' } }]),
    headers: json,
    right: { failure: "rejected", says: 'Unknown name "seed"' },
  },
  {
    name: "400 with a bare message (vLLM)",
    status: 400,
    body: JSON.stringify({ object: "error", message: "maximum context length is 4096", code: 400 }),
    headers: json,
    right: { failure: "rejected", says: "maximum context length is 4096" },
  },
  {
    name: "404 with a text (Ollama)",
    status: 404,
    body: JSON.stringify({ error: "model 'm' not found" }),
    headers: json,
    right: { failure: "rejected", says: "model 'm' not found" },
  },
  {
    name: "a list of errors in a 200 (Gemini)",
    body: JSON.stringify([{ error: { code: 400, message: "Unknown name" } }]),
    headers: json,
    right: { failure: "rejected", says: "Unknown name" },
  },
  {
    name: "an error object in a 200",
    body: JSON.stringify({ error: { code: 400, message: "too long" } }),
    headers: json,
    right: { failure: "rejected", says: "too long" },
  },
  {
    name: "vLLM's error object in a stream",
    body: event({ object: "error", message: "too long", type: "BadRequestError", code: 400 }) + DONE,
    right: { failure: "rejected", says: "too long" },
  },
  {
    name: "a line error: in a stream (llama.cpp)",
    body: 'error: {"code":400,"message":"the request exceeds the context"}\n\n',
    right: { failure: "rejected", says: "the request exceeds the context" },
  },
  {
    name: "a line error: within an answer",
    body: `${text("half")}error: {"code":400,"message":"context shift is disabled"}\n\n`,
    right: { failure: "rejected", says: "context shift is disabled" },
  },
  {
    name: "an error by its code's name (OpenAI)",
    body: event({ error: { code: "context_length_exceeded", message: "too long" } }),
    right: { failure: "rejected", says: "too long" },
  },
  {
    name: "FastAPI's detail in a 200",
    body: JSON.stringify({ detail: "Model m is not served", status: 404 }),
    headers: json,
    right: { failure: "rejected", says: "Model m is not served" },
  },
  {
    name: "a status as a text",
    body: event({ error: { code: "404", message: "no such model" } }),
    right: { failure: "rejected", says: "no such model" },
  },
];

export const QUIRKS: readonly Quirk[] = [
  ...SPELLINGS,
  ...REASONING,
  ...ENDINGS,
  ...KEEP_ALIVES,
  ...MODEL_FAILURES,
  ...HOST_FAILURES,
  ...REJECTIONS,
];
