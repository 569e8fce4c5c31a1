import { AffineError, errorMessage } from "../../core/index.ts";
import type { Transfer } from "../model-hub.ts";
import { FileBlob } from "./file-blob.ts";
import { failureOf } from "./hub-failure.ts";
import type { HubAccess } from "./hub-access.ts";
import { retrying } from "./retry.ts";
import { watchedSignal, type WatchedSignal } from "./watched-signal.ts";

/** Longest answer of the hub's API that is read into memory. */
const MAX_ANSWER_BYTES = 32 * 1_048_576;
const MAX_REFUSAL_BYTES = 65_536;

export interface RequestContext extends Transfer {
  readonly repo?: string;
}

/**
 * `fetch` for the hub's API and for uploads to the storage behind it, as the library wants it. Every failure comes out
 * as the AffineError that says what it means; what another try can mend has been tried again. The token goes to the
 * hub's own origin only, answers are bounded, uploads share the slots.
 */
export function hubFetch(access: HubAccess, context: RequestContext = {}): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const send = (): Promise<Response> =>
      retrying(() => attempt(access, context, url, init ?? {}), access.retry, context.signal);
    return init?.body instanceof Blob ? access.uploads.run(send) : send();
  };
}

async function attempt(access: HubAccess, context: RequestContext, url: URL, init: RequestInit): Promise<Response> {
  const watch = watchedSignal(access.stallMs, [context.signal, init.signal]);
  let sent = 0;
  const count = (bytes: number): void => {
    sent += bytes;
    watch.alive();
    context.onBytes?.(bytes);
  };
  try {
    const { body } = init;
    const response = await fetch(url, {
      ...init,
      headers: headersFor(access, url, init.headers),
      signal: watch.signal,
      ...(body instanceof FileBlob ? { body: body.counting(count) } : {}),
    });
    if (!response.ok) throw await refusal(response, { access, context, url, watch });
    return await held(response, watch);
  } catch (cause) {
    if (sent > 0) context.onBytes?.(-sent);
    throw transportFailure(cause, { url, watch, signals: [context.signal, init.signal] });
  } finally {
    watch.release();
  }
}

function headersFor(access: HubAccess, url: URL, given: RequestInit["headers"]): Headers {
  const headers = new Headers(given);
  if (url.origin !== new URL(access.endpoint).origin) headers.delete("authorization");
  else if (access.token !== undefined) headers.set("authorization", `Bearer ${access.token}`);
  return headers;
}

/** The answer, read to its end, so that a connection that breaks on the way counts as a failure of this attempt. */
async function held(response: Response, watch: WatchedSignal): Promise<Response> {
  const body = await readUpTo(response, MAX_ANSWER_BYTES, watch);
  if (body === undefined) {
    throw new AffineError("hub_rejected", `The model hub's answer is longer than ${MAX_ANSWER_BYTES} bytes.`);
  }
  const { status, headers } = response;
  return new Response(status === 204 ? null : body, { status, headers });
}

async function refusal(
  response: Response,
  { access, context, url, watch }: { access: HubAccess; context: RequestContext; url: URL; watch: WatchedSignal },
): Promise<AffineError> {
  const body = await readUpTo(response, MAX_REFUSAL_BYTES, watch);
  return failureOf(
    { status: response.status, headers: response.headers, body: body?.toString("utf8") ?? "" },
    {
      endpoint: access.endpoint,
      hasToken: access.token !== undefined,
      repo: context.repo,
      toHub: url.origin === new URL(access.endpoint).origin,
    },
  );
}

/** `undefined` when there is more. */
async function readUpTo(
  response: Response,
  maxBytes: number,
  watch: WatchedSignal,
): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    watch.alive();
    total += chunk.length;
    if (total > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What broke a request on its way, as one error. */
export function transportFailure(
  cause: unknown,
  { url, watch, signals }: { url: URL; watch: WatchedSignal; signals: readonly (AbortSignal | null | undefined)[] },
): AffineError {
  if (signals.some((signal) => signal?.aborted === true)) {
    return new AffineError("interrupted", "Interrupted while talking to the model hub.", { cause });
  }
  const origin = AffineError.isInstance(cause) ? cause : deepest(cause);
  if (AffineError.isInstance(origin) && !watch.stalled) return origin;
  return new AffineError("hub_transport", `The connection to ${url.host} broke: ${errorMessage(origin)}`, {
    hint: "Check the network, and HF_ENDPOINT; then run the command again: it goes on where it stopped.",
    cause,
  });
}

/** `fetch failed` says nothing; what lies below it does. */
function deepest(thrown: unknown): unknown {
  let found = thrown;
  while (found instanceof Error && found.cause !== undefined && !AffineError.isInstance(found)) found = found.cause;
  return found;
}
