import { AffineError } from "../../core/index.ts";
import type { ByteRange, Transfer } from "../model-hub.ts";
import { failureOf } from "./hub-failure.ts";
import type { HubAccess } from "./hub-access.ts";
import { transportFailure } from "./hub-fetch.ts";
import { retrying } from "./retry.ts";
import { watchedSignal, type WatchedSignal } from "./watched-signal.ts";

const MAX_REFUSAL_BYTES = 65_536;

export interface WantedFile extends Transfer, ByteRange {
  readonly repo: string;
  readonly revision: string;
  readonly path: string;
}

/**
 * Bytes of a file, following the hub's redirect to its storage (which never sees the token: `fetch` drops it when the
 * origin changes). Opening is tried again; a stream that breaks later rejects with `hub_transport`.
 */
export async function* resolveFile(access: HubAccess, wanted: WantedFile): AsyncGenerator<Uint8Array, void, undefined> {
  const { startByte = 0, endByte, signal, onBytes } = wanted;
  if (endByte !== undefined && endByte <= startByte) return;
  const { response, watch, expected } = await retrying(() => open(access, wanted), access.retry, signal);
  let passed = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      watch.alive();
      passed += chunk.length;
      if (expected !== undefined && passed > expected) throw tooLong(wanted);
      onBytes?.(chunk.length);
      yield chunk;
    }
  } catch (cause) {
    throw transportFailure(cause, { url: urlOf(access, wanted), watch, signals: [signal] });
  } finally {
    // Leaving the loop early has cancelled the body already.
    watch.release();
  }
  if (expected !== undefined && passed < expected) {
    throw new AffineError("hub_transport", `${wanted.path} of ${wanted.repo} ended early.`);
  }
}

interface Opened {
  readonly response: Response;
  readonly watch: WatchedSignal;
  /** Bytes that must come; `undefined` when the server does not say. */
  readonly expected: number | undefined;
}

async function open(access: HubAccess, wanted: WantedFile): Promise<Opened> {
  const { startByte = 0, endByte, signal } = wanted;
  const url = urlOf(access, wanted);
  const watch = watchedSignal(access.stallMs, [signal]);
  const ranged = startByte > 0 || endByte !== undefined;
  try {
    const response = await fetch(url, {
      headers: {
        // Compressed on the way, lengths and ranges would be those of other bytes.
        "accept-encoding": "identity",
        ...(access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }),
        ...(ranged ? { range: `bytes=${startByte}-${endByte === undefined ? "" : endByte - 1}` } : {}),
      },
      signal: watch.signal,
    });
    if (response.ok) return { response, watch, expected: expectedBytes(response, wanted, ranged) };
    throw failureOf(
      { status: response.status, headers: response.headers, body: await textOf(response) },
      {
        endpoint: access.endpoint,
        hasToken: access.token !== undefined,
        repo: wanted.repo,
        toHub: new URL(response.url).origin === url.origin,
      },
    );
  } catch (cause) {
    watch.release();
    throw transportFailure(cause, { url, watch, signals: [signal] });
  }
}

function urlOf({ endpoint, kind }: HubAccess, { repo, revision, path }: WantedFile): URL {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const place = kind === "dataset" ? `datasets/${repo}` : repo;
  return new URL(`${endpoint}/${place}/resolve/${encodeURIComponent(revision)}/${encoded}`);
}

function expectedBytes(
  response: Response,
  { path, startByte = 0, endByte }: WantedFile,
  ranged: boolean,
): number | undefined {
  if (!ranged) {
    const length = response.headers.get("content-length");
    return length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
  }
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.headers.get("content-range") ?? "");
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  if (response.status === 206 && from === startByte && to >= from && (endByte === undefined || to < endByte)) {
    return to - from + 1;
  }
  throw new AffineError("hub_rejected", `The model hub did not send the part of ${path} that was asked for.`, {
    hint: "It, or something between, does not serve ranges (RFC 9110, section 14). Is HF_ENDPOINT right?",
  });
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > MAX_REFUSAL_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLong({ repo, path }: WantedFile): AffineError {
  return new AffineError("hub_rejected", `The model hub sends more of ${path} of ${repo} than it announced.`);
}
