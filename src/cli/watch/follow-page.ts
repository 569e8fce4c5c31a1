import { AffineError, errorMessage, withoutPeriod } from "../../core/index.ts";
import { pause } from "../../io/index.ts";
import { readEvents, type ServerEvent } from "./read-events.ts";

/** Pause before a page is asked again, and how often it may fail before anything was heard. */
const AGAIN_MS = 2_000;
const FIRST_TRIES = 3;

/**
 * What a validator's page tells, event by event, until the signal aborts. A connection that breaks is taken up where it
 * broke off: no event is lost or told twice, unless the page says `reset`.
 *
 * @param onTrouble told when the connection breaks
 * @throws AffineError `not_found` when nothing answers, or what answers is no page of a validator
 */
export async function* followPage(
  pageUrl: string,
  options: { readonly signal: AbortSignal; readonly onTrouble: (why: string) => void },
): AsyncGenerator<ServerEvent> {
  const { signal, onTrouble } = options;
  const url = `${pageUrl.replace(/\/+$/, "")}/api/v1/stream`;
  let lastEventId: string | undefined;
  const isOver = (): boolean => signal.aborted;
  for (let failures = 0; !isOver();) {
    try {
      for await (const event of readEvents(await connect(url, lastEventId, signal))) {
        failures = 0;
        lastEventId = event.id ?? lastEventId;
        yield event;
      }
    } catch (error) {
      if (isOver()) return;
      failures += 1;
      const isStrange = AffineError.isInstance(error) && !error.retryable;
      if (isStrange || (lastEventId === undefined && failures >= FIRST_TRIES)) throw unreachable(url, error);
      onTrouble(errorMessage(error));
    }
    await pause(AGAIN_MS, signal).catch(() => undefined);
  }
}

async function connect(
  url: string,
  lastEventId: string | undefined,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const headers = {
    accept: "text/event-stream",
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
  };
  const response = await fetch(url, { headers, signal, redirect: "error" });
  if (response.status >= 500) throw new AffineError("overloaded", `${url} answers ${response.status}`);
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  if (!response.ok || !isStream || response.body === null) {
    throw new AffineError("not_found", `${url} answers ${response.status}, and no stream of events`);
  }
  return untilAborted(response.body, signal);
}

/**
 * The pieces of a body until the signal aborts. `fetch` alone does not see to that: with Node 20 a signal half a minute after
 * the answer's beginning was seen to change nothing, and a stream without an event would be read for ever.
 */
async function* untilAborted(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const cancel = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener("abort", cancel);
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

function unreachable(url: string, error: unknown): AffineError {
  return new AffineError("not_found", `No validator's page can be followed: ${withoutPeriod(errorMessage(error))}.`, {
    hint: `Is ${new URL(url).origin} the page of an \`af validate\` or \`af demo\` of this version?`,
    cause: error,
  });
}
