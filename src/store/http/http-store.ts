import { Agent, request, type Dispatcher } from "undici";
import { AffineError, shownAddress } from "../../core/index.ts";
import { listedPauses, retry, TimeLimit } from "../../io/index.ts";
import { isPrivateHost } from "../../record/index.ts";
import { objectLimit } from "../object-limit.ts";
import { checkKey, seqOfShardKey, shardKey } from "../store-key.ts";
import type { Store } from "../store.ts";
import { encodingFailure, privateFailure, requestFailure, statusFailure } from "./http-failure.ts";
import { publicLookup } from "./public-lookup.ts";
import { discard, readBounded } from "./read-bounded.ts";

/** Numbers without a shard after which a chain counts as ended. */
const MOST_GAP = 64;
/** Shards asked for at once: while there are some, and while looking for the next one behind a gap. */
const READ_AHEAD = 4;
const LOOK_AHEAD = 16;
/** R2 answers 404 for what is not there; S3 answers 403 to those who may not list the bucket. */
const ABSENT = new Set([403, 404, 410]);
const CHAIN_PREFIX = /^records\/(0|[1-9][0-9]{0,4})\/([1-9A-HJ-NP-Za-km-z]{46,50})\/$/;

export interface HttpStoreOptions {
  /** Refuses addresses of this machine and its neighbours: for URLs that a stranger announced. Default false. */
  readonly publicOnly?: boolean;
  /** Connections at once. Default 16. */
  readonly connections?: number;
  /** Milliseconds to connect, to the first byte, and for a whole object. Default 10,000, 15,000 and 120,000. */
  readonly timeouts?: { readonly connectMs?: number; readonly headersMs?: number; readonly totalMs?: number };
  /** Pauses between attempts, milliseconds: one attempt more than pauses. Default 200, 1,000. */
  readonly retryPausesMs?: readonly number[];
  /** Ends all requests. */
  readonly signal?: AbortSignal;
}

/**
 * Objects below a URL, for reading only: a bucket's public address, a static web server, or `af validate`'s own page
 * server. Redirects are not followed; an object that is larger than its kind may be is cut one byte behind the limit,
 * where its decoder refuses it.
 *
 * A web server has no list of keys, so a chain of shards is walked by number: it ends behind the first 64 numbers that
 * are missing in a row.
 *
 * @example
 * const store = HttpStore.open("https://records.example.org/affine/");
 * const reader = new ShardReader(store, { netuid: 120, hotkey });
 */
export class HttpStore implements Store {
  readonly location: string;
  readonly #agent: Agent;
  readonly #options: HttpStoreOptions;
  /** Shards that a listing has read already, for the `get` that follows. */
  readonly #readAhead = new Map<string, Uint8Array>();

  private constructor(location: string, options: HttpStoreOptions) {
    this.location = location;
    this.#options = options;
    const { connectMs = 10_000, headersMs = 15_000 } = options.timeouts ?? {};
    this.#agent = new Agent({
      connections: options.connections ?? 16,
      headersTimeout: headersMs,
      bodyTimeout: headersMs,
      maxResponseSize: -1,
      connect: { timeout: connectMs, ...(options.publicOnly === true ? { lookup: publicLookup } : {}) },
    });
  }

  /** @throws AffineError `config_invalid` for what is no http(s) URL, `store_transport` for a private address. */
  static open(url: string, options: HttpStoreOptions = {}): HttpStore {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !/^https?:$/.test(parsed.protocol) || parsed.username !== "" || parsed.search !== "") {
      throw new AffineError("config_invalid", `${shownAddress(url)} is not the address of a store.`, {
        hint: "It is a folder, or a URL such as https://records.example.org/affine/ without user name or query.",
      });
    }
    const location = parsed.href.replace(/#.*$/, "").replace(/\/*$/, "/");
    if (options.publicOnly === true && isPrivateHost(parsed.hostname)) throw privateFailure(location);
    return new HttpStore(location, options);
  }

  /** Always rejects: a web server is written to by other means. */
  putOnce(): Promise<never> {
    return Promise.reject(
      new AffineError("unsupported", `${this.location} can only be read.`, { hint: "Write to a folder or a bucket." }),
    );
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const ahead = this.#readAhead.get(key);
    return ahead ?? this.#get(key);
  }

  /** The size as the server states it; without a statement the object is read. */
  async head(key: string): Promise<{ bytes: number } | undefined> {
    const stated = await this.#attempt(key, "HEAD", async ({ headers, body }) => {
      await discard(body);
      return headers["content-length"];
    });
    if (stated === undefined) return undefined;
    const bytes = Number(stated.value);
    if (typeof stated.value === "string" && Number.isSafeInteger(bytes)) return { bytes };
    const read = await this.#get(key);
    return read && { bytes: read.length };
  }

  /**
   * Shards of one chain that can be fetched, by number.
   *
   * @throws AffineError `unsupported` for any other prefix.
   */
  async *list(prefix: string, after = ""): AsyncIterable<string> {
    const [, netuid, hotkey = ""] = CHAIN_PREFIX.exec(prefix) ?? [];
    if (netuid === undefined) {
      throw new AffineError(
        "unsupported",
        `${this.location} cannot say what it holds below ${JSON.stringify(prefix)}.`,
        {
          hint: "Over HTTP the shards of one hotkey can be walked; for everything else use a folder.",
        },
      );
    }
    const keyOf = (seq: number): string => shardKey({ netuid: Number(netuid), hotkey, seq });
    const last = after < prefix ? undefined : seqOfShardKey(after);
    for (let seq = last === undefined ? 0 : last + 1, gap = 0; gap < MOST_GAP;) {
      const keys = Array.from({ length: gap === 0 ? READ_AHEAD : LOOK_AHEAD }, (_, index) => keyOf(seq + index));
      const found = await Promise.all(keys.map((key) => this.#get(key)));
      for (const [index, key] of keys.entries()) {
        const bytes = found[index];
        gap = bytes === undefined ? gap + 1 : 0;
        if (bytes === undefined || key <= after) continue;
        this.#readAhead.set(key, bytes);
        try {
          yield key;
        } finally {
          this.#readAhead.delete(key);
        }
      }
      seq += keys.length;
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #get(key: string): Promise<Uint8Array | undefined> {
    const limit = objectLimit(key);
    return (await this.#attempt(key, "GET", ({ body }) => readBounded(body, limit + 1)))?.value;
  }

  /** The outcome of the first attempt that has one; `undefined` when the object is not there. */
  async #attempt<T>(
    key: string,
    method: "GET" | "HEAD",
    read: (response: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<{ value: T } | undefined> {
    checkKey(key);
    const { retryPausesMs = [200, 1_000], signal } = this.#options;
    return retry(() => this.#once(`${this.location}${key}`, method, read), {
      pauseMs: listedPauses(retryPausesMs),
      signal,
    });
  }

  async #once<T>(
    url: string,
    method: "GET" | "HEAD",
    read: (response: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<{ value: T } | undefined> {
    const { signal, timeouts } = this.#options;
    const totalMs = timeouts?.totalMs ?? 120_000;
    const limit = new TimeLimit(totalMs, signal);
    try {
      const response = await request(url, {
        method,
        dispatcher: this.#agent,
        headers: { "accept-encoding": "identity" },
        signal: limit.signal,
      });
      const { statusCode, headers, body } = response;
      if (statusCode !== 200) {
        await discard(body);
        if (ABSENT.has(statusCode)) return undefined;
        throw statusFailure(url, statusCode, [headers["location"]].flat()[0]);
      }
      const encoding = [headers["content-encoding"]].flat()[0] ?? "identity";
      if (encoding !== "identity") {
        await discard(body);
        throw encodingFailure(url, encoding);
      }
      return { value: await read(response) };
    } catch (cause) {
      if (signal?.aborted === true) throw new AffineError("interrupted", `Reading ${url} was interrupted.`);
      throw requestFailure(url, cause, limit.hasPassed ? totalMs : undefined);
    } finally {
      limit.clear();
    }
  }
}
