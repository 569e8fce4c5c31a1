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

/**
 * Reads `redis://[user@]host[:port][/db][?prefix=name]`, or `rediss://` for TLS.
 *
 * @throws AffineError `config_invalid`, also for a password, which belongs into AFFINE_QUEUE_PASSWORD
 */
export function redisAddress(text: string): RedisAddress {
  const url = /^rediss?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  // Not shown: it may hold a password.
  if (url === undefined || url.hostname === "") throw invalid("The queue's address is none", ADDRESS_HINT);
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
    tls: url.protocol.toLowerCase() === "rediss:",
    username: url.username === "" ? undefined : decodeURIComponent(url.username),
    prefix,
    text: `${url.protocol}//${url.hostname}:${port}/${Number(db)}?prefix=${prefix}`,
  };
}

const ADDRESS_HINT =
  "It is redis://HOST:PORT/DATABASE?prefix=NAME, or rediss:// for TLS; all but the host may be left out. A password belongs into AFFINE_QUEUE_PASSWORD.";

function invalid(what: string, hint: string): AffineError {
  return new AffineError("config_invalid", `${what}.`, { hint });
}
