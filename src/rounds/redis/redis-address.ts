import { AffineError, shownAddress } from "../../core/index.ts";

/** Where a queue is: a server, a database and a name among the queues there. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly tls: boolean;
  readonly username: string | undefined;
  /** What all keys of the queue begin with. */
  readonly prefix: string;
  /** For messages: no password. */
  readonly text: string;
}

const DEFAULT_PORT = 6379;
const MOST_DB = 65_535;
const SCHEMES = ["redis", "rediss", "valkey", "valkeys"];

/**
 * Reads `redis://[user@]host[:port][/db][?prefix=name]`, or `rediss://` for TLS; Valkey's own `valkey://` and `valkeys://` are the
 * same.
 *
 * @throws AffineError `config_invalid`, also for a password, which belongs into AFFINE_QUEUE_PASSWORD
 */
export function redisAddress(text: string): RedisAddress {
  const scheme = /^([a-z][a-z0-9+.-]{0,20}):\/\//i.exec(text)?.[1]?.toLowerCase();
  // The rest is not shown: it may hold a password.
  if (scheme === undefined || !SCHEMES.includes(scheme)) {
    const named = scheme === undefined ? "does not begin with redis://" : `begins with ${scheme}://, not with redis://`;
    throw invalid(`The queue's address ${named}`, ADDRESS_HINT);
  }
  // One scheme, whatever it is called there: the same server is shown by the same text.
  const isTls = scheme.endsWith("s") && scheme !== "redis";
  const plain = text.replace(/^[^:]*/, isTls ? "rediss" : "redis");
  const url = URL.canParse(plain) ? new URL(plain) : undefined;
  if (url === undefined || url.hostname === "") throw invalid("The queue's address names no host", ADDRESS_HINT);
  if (url.password !== "") {
    throw invalid("The queue's address holds a password", "Leave it out, and set AFFINE_QUEUE_PASSWORD.");
  }
  const [, db = "0"] = /^\/(\d{1,5})?$/.exec(url.pathname === "" ? "/" : url.pathname) ?? [];
  const names = [...url.searchParams.keys()];
  const prefix = url.searchParams.get("prefix") ?? "affine";
  const isPlain = /^\/\d{0,5}$/.test(url.pathname === "" ? "/" : url.pathname) && Number(db) <= MOST_DB;
  if (!isPlain || url.hash !== "" || names.some((name) => name !== "prefix") || !/^[A-Za-z0-9_-]{1,40}$/.test(prefix)) {
    throw invalid(`${shownAddress(text)} is no address of a queue`, ADDRESS_HINT);
  }
  const port = url.port === "" ? DEFAULT_PORT : Number(url.port);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port,
    db: Number(db),
    tls: isTls,
    username: url.username === "" ? undefined : decodeURIComponent(url.username),
    prefix,
    text: `${url.protocol}//${url.hostname}:${port}/${Number(db)}?prefix=${prefix}`,
  };
}

const ADDRESS_HINT =
  "It is redis://HOST:PORT/DATABASE?prefix=NAME, or rediss:// for TLS (valkey:// and valkeys:// are the same); all but the host may be left out. A password belongs into AFFINE_QUEUE_PASSWORD.";

function invalid(what: string, hint: string): AffineError {
  return new AffineError("config_invalid", `${what}.`, { hint });
}
