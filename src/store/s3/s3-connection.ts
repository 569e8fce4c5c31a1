import { AwsV4Signer } from "aws4fetch";
import { Agent, request, type Dispatcher } from "undici";
import { AffineError, sha256 } from "../../core/index.ts";
import { backoff, type BackoffPolicy, retry, TimeLimit } from "../../io/index.ts";
import { discard, readBounded } from "../http/read-bounded.ts";
import { assertOfS3, refusalError, s3Code, transportError } from "./s3-failure.ts";
import type { S3Place } from "./s3-place.ts";

export interface S3ConnectionOptions {
  /** Connections at once. Default 16. */
  readonly connections?: number;
  /** Milliseconds to connect, between two bytes, and for a whole object. Default 10,000, 30,000 and 120,000. */
  readonly timeouts?: { readonly connectMs?: number; readonly idleMs?: number; readonly totalMs?: number };
  /** Attempts and the pauses between them. Default: 8, from 200 ms doubled to 10 s at most, at random below that. */
  readonly retry?: BackoffPolicy;
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly nowMs?: () => number;
}

export interface S3Request {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Key in the bucket, prefix included; left out for the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Statuses that are outcomes; everything else is a failure. */
  readonly outcomes: readonly number[];
}

export type S3Headers = Dispatcher.ResponseData["headers"];
type Read<T> = (response: Dispatcher.ResponseData) => Promise<T>;

const DEFAULT_RETRY: BackoffPolicy = { maxAttempts: 8, baseDelayMs: 200, maxDelayMs: 10_000, maxRetryAfterMs: 30_000 };
/** Amazon refuses clocks that are off by more than 15 minutes; what is off by less needs no mending. */
const MOST_SKEW_MS = 300_000;
const MOST_REFUSAL_BYTES = 64 << 10;
const EMPTY = new Uint8Array();

/** Signed requests to one bucket, tried again while that may help. */
export class S3Connection {
  readonly place: S3Place;
  readonly #options: S3ConnectionOptions;
  readonly #agent: Agent;
  /** Derived signing keys, by day. */
  readonly #keys = new Map<string, ArrayBuffer>();
  /** The server's clock less ours, once it refused ours. */
  #skewMs = 0;

  constructor(place: S3Place, options: S3ConnectionOptions = {}) {
    this.place = place;
    this.#options = options;
    const { connectMs = 10_000, idleMs = 30_000 } = options.timeouts ?? {};
    this.#agent = new Agent({
      connections: options.connections ?? 16,
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
      maxResponseSize: -1,
      connect: { timeout: connectMs },
    });
  }

  /**
   * Sends until there is an outcome.
   *
   * @param read takes the body, and must not leave it half read
   * @throws AffineError `store_transport`, `config_invalid` (no such bucket, wrong region), `credentials_invalid`,
   * `interrupted`
   */
  send<T>(what: S3Request, read: Read<T>): Promise<T> {
    const { retry: policy = DEFAULT_RETRY, signal } = this.#options;
    return retry(() => this.#once(what, read), { pauseMs: backoff(policy), signal });
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #once<T>(what: S3Request, read: Read<T>): Promise<T> {
    const { signal, timeouts } = this.#options;
    const totalMs = timeouts?.totalMs ?? 120_000;
    const limit = new TimeLimit(totalMs, signal);
    // Others may follow the server's clock while this one is under way: what counts is what it was signed with.
    const skewMs = this.#skewMs;
    try {
      const { url, headers } = await this.#signed(what, skewMs);
      const response = await request(url, {
        method: what.method,
        dispatcher: this.#agent,
        headers,
        // Not a body of no bytes for methods that have none.
        ...(what.body === undefined ? {} : { body: what.body }),
        signal: limit.signal,
      });
      if (!what.outcomes.includes(response.statusCode)) throw await this.#refusal(what.method, response, skewMs);
      return await read(response);
    } catch (cause) {
      if (signal?.aborted === true) throw new AffineError("interrupted", "The request to the bucket was interrupted.");
      throw transportError(this.place, cause, limit.hasPassed ? totalMs : undefined);
    } finally {
      limit.clear();
    }
  }

  async #signed({ method, key = "", query = {}, headers = {}, body = EMPTY }: S3Request, skewMs: number) {
    const url = new URL(this.place.bucketUrl + key);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const plain = { "accept-encoding": "identity", ...headers };
    const { credentials, region } = this.place;
    if (credentials === undefined) return { url: url.href, headers: plain };
    const hash = Buffer.from(sha256(body)).toString("hex");
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...plain, "x-amz-content-sha256": hash },
      service: "s3",
      region,
      cache: this.#keys,
      datetime: new Date(this.#nowMs() + skewMs).toISOString().replace(/[:-]|\.\d{3}/g, ""),
      ...credentials,
    });
    const signed = await signer.sign();
    return { url: signed.url.href, headers: Object.fromEntries(signed.headers) };
  }

  async #refusal(method: string, response: Dispatcher.ResponseData, signedSkewMs: number): Promise<AffineError> {
    const { statusCode: status, headers } = response;
    const body = Buffer.from(await readBounded(response.body, MOST_REFUSAL_BYTES)).toString("utf8");
    const error = refusalError(this.place, { method, status, headers, body });
    const code = s3Code(body);
    // A refusal of HEAD has no body that could say so.
    const maySkew = code === "RequestTimeTooSkewed" || (status === 403 && code === undefined);
    const offMs = maySkew ? this.#followClock(headers, signedSkewMs) : undefined;
    return offMs === undefined ? error : skewError(this.place, offMs, error);
  }

  /** Takes the server's time from now on. @returns how far ours is off; `undefined` where a request was signed with theirs */
  #followClock(headers: S3Headers, signedSkewMs: number): number | undefined {
    const skewMs = Date.parse([headers["date"]].flat()[0] ?? "") - this.#nowMs();
    if (Number.isNaN(skewMs) || Math.abs(skewMs - signedSkewMs) < MOST_SKEW_MS) return undefined;
    this.#skewMs = skewMs;
    return skewMs;
  }

  #nowMs(): number {
    return (this.#options.nowMs ?? Date.now)();
  }
}

function skewError(place: S3Place, offMs: number, cause: AffineError): AffineError {
  const minutes = Math.round(Math.abs(offMs) / 60_000);
  const how = `${minutes} minutes ${offMs > 0 ? "behind" : "ahead of"} its own`;
  return new AffineError("store_transport", `${place.server} finds this machine's clock wrong: ${how}.`, {
    hint: "Set this machine's clock (NTP); meanwhile the server's time is taken.",
    retryable: true,
    // At once: the next attempt has the right time.
    details: { retryAfterMs: 0 },
    cause,
  });
}

/** Takes an answer to a put, of which a 200 says that the object is stored. */
export async function putAnswer(
  place: S3Place,
  response: Dispatcher.ResponseData,
): Promise<{ status: number; headers: S3Headers }> {
  const { statusCode: status, headers, body } = response;
  const text = Buffer.from(await readBounded(body, MOST_REFUSAL_BYTES)).toString("utf8");
  if (status === 200) assertOfS3(place, { method: "PUT", headers, body: text });
  return { status, headers };
}

/** Reads nothing of a body but its end. */
export async function headersOnly({
  statusCode,
  headers,
  body,
}: Dispatcher.ResponseData): Promise<{ status: number; headers: S3Headers }> {
  await discard(body);
  return { status: statusCode, headers };
}
