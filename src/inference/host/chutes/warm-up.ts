import { AffineError } from "../../../core/index.ts";
import { TimeLimit } from "../../../io/index.ts";
import { SseDecoder } from "../../sse-decoder.ts";
import { presentable } from "../../failure.ts";
import { hostFailure } from "../host-failure.ts";
import { requestFailure, send } from "../host-request.ts";
import { pauseForHost } from "../retrying.ts";
import type { ChutesApi } from "./chutes-api.ts";

export interface WarmUpOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (line: string) => void;
}

/** The host speaks every five seconds; a stream that is silent for longer than this is opened anew. */
const SILENCE_MS = 60_000;
/** Before a stream that ended too early is opened again. */
const AGAIN_MS = 2_000;
const MAX_LINE_BYTES = 65_536;
const MAX_REFUSAL_BYTES = 65_536;

/**
 * Watches `GET /chutes/warmup/{id}` until the host says `hot`. A stream that is cut, ends or makes no sense is opened
 * again while time is left; a refusal that waiting cannot change ends it.
 *
 * @throws AffineError `timeout` with the host's last words, and what the API's refusals mean
 */
export async function watchWarmUp(api: ChutesApi, id: string, options: WarmUpOptions): Promise<void> {
  const deadlineAt = performance.now() + options.timeoutMs;
  let lastWords = "nothing";
  const say = (line: string): void => {
    lastWords = presentable(line, api.settings.apiKey);
    options.onProgress?.(lastWords);
  };
  for (;;) {
    const leftMs = deadlineAt - performance.now();
    if (leftMs <= 0) break;
    let waitMs = api.settings.retry?.baseDelayMs ?? AGAIN_MS;
    try {
      if (await watchOnce(api, id, { ...options, leftMs, say })) return;
    } catch (thrown) {
      if (!AffineError.isInstance(thrown) || !thrown.retryable) throw thrown;
      say(thrown.message);
      const asked = thrown.details["retryAfterMs"];
      if (typeof asked === "number") waitMs = Math.min(asked, api.settings.retry?.maxRetryAfterMs ?? 60_000);
    }
    if (deadlineAt - performance.now() <= waitMs) break;
    await pauseForHost(waitMs, options.signal);
  }
  throw new AffineError("timeout", `${api.host} did not get the chute hot in time; its last word was: ${lastWords}`, {
    hint: "GPUs may be short: run this again later, or ask for GPUs that are easier to find. Nothing has to be undone.",
    details: { host: api.host, problem: "cold", lastWords },
  });
}

/** One stream. @returns whether the chute is hot */
async function watchOnce(
  api: ChutesApi,
  id: string,
  options: { readonly leftMs: number; readonly signal?: AbortSignal; readonly say: (line: string) => void },
): Promise<boolean> {
  const stop = new AbortController();
  const over = new TimeLimit(Math.max(1, Math.ceil(options.leftMs)), options.signal);
  let silence = setTimeout(() => stop.abort(), SILENCE_MS);
  try {
    const request = api.warmUpRequest(id);
    const response = await send({ ...request, method: "GET" }, AbortSignal.any([stop.signal, over.signal]));
    if (response.statusCode !== 200) {
      const text = await boundedText(response.body);
      throw api.failure({ status: response.statusCode, headers: response.headers, text }, "warm the chute up");
    }
    const seen = { hot: false, broken: false };
    const decoder = new SseDecoder((data) => {
      const event = readEvent(data);
      if (event === undefined) seen.broken = true;
      else options.say(event.log === "" ? event.status : `${event.status}: ${event.log}`);
      seen.hot = event?.status === "hot";
      return !seen.hot;
    }, MAX_LINE_BYTES);
    for await (const piece of response.body as AsyncIterable<Buffer>) {
      clearTimeout(silence);
      silence = setTimeout(() => stop.abort(), SILENCE_MS);
      decoder.push(piece);
      if (seen.hot || decoder.overlong) break;
    }
    decoder.end();
    if (!seen.hot && (seen.broken || decoder.overlong)) {
      options.say("the host's warm-up stream makes no sense; asking again");
    }
    return seen.hot;
  } catch (thrown) {
    // The time limit of the whole is the caller's to tell.
    if (over.hasPassed && options.signal?.aborted !== true) return false;
    throw requestFailure(thrown, {
      host: api.host,
      timeoutMs: SILENCE_MS,
      timedOut: stop.signal.aborted,
      signal: options.signal,
    });
  } finally {
    clearTimeout(silence);
    over.clear();
  }
}

function readEvent(data: string): { readonly status: string; readonly log: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { status, log } = value as { status?: unknown; log?: unknown };
  if (typeof status !== "string") return undefined;
  return { status, log: typeof log === "string" ? log : "" };
}

async function boundedText(body: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const piece of body) {
    text += piece.toString("latin1");
    if (text.length > MAX_REFUSAL_BYTES) break;
  }
  return Buffer.from(text, "latin1").toString("utf8");
}

/** The chute that was warmed up is not the one that was deployed. */
export function movedFailure(host: string, what: string): AffineError {
  return hostFailure("inference_rejected", host, what, {
    hint: "Somebody redeployed the chute under the same name: deploy again, and let nobody else use the account.",
    problem: "moved",
  });
}
