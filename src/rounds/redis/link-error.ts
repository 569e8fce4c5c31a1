import { AffineError, errorMessage } from "../../core/index.ts";
import { printable } from "../../io/index.ts";
import type { RedisAddress } from "./redis-address.ts";

/** What a server says of a database that it does not have. */
export const NO_DATABASE = /DB index is out of range|invalid DB index/i;
/** What the client says where the connection's own failure says why. */
const OF_THE_CLIENT = /Connection is closed|MaxRetriesPerRequest|max retries per request|Stream isn't writeable/i;

/**
 * What a client of Redis threw, as an error of ours that names what to do. `details.queue` tells it from other stores.
 *
 * @param failure what the connection failed with, if it did
 */
export function linkError(address: RedisAddress, thrown: unknown, failure?: Error): AffineError {
  if (AffineError.isInstance(thrown)) return thrown;
  const isVague = OF_THE_CLIENT.test(errorMessage(thrown));
  const cause = isVague ? (failure ?? thrown) : thrown;
  const message = printable(plainMessage(cause), 300);
  const details = { queue: address.text };
  const known = KNOWN.find(({ says }) => says.test(message));
  if (known !== undefined) {
    const { code, what, hint, retryable } = known;
    return new AffineError(code, `The queue ${address.text} ${what(address)}: ${message}.`, {
      ...{ hint, cause, details },
      ...(retryable === undefined ? {} : { retryable }),
    });
  }
  return new AffineError("store_transport", `The queue ${address.text} cannot be used: ${message}.`, {
    hint: address.tls
      ? "rediss:// speaks TLS: where the server does not, write redis://. Else check its address and that Redis or Valkey runs there."
      : "Check its address and that Redis or Valkey runs there; where it wants TLS, write rediss://.",
    cause,
    details,
  });
}

/** The client's own words name its options, which are none of ours. */
function plainMessage(cause: unknown): string {
  const message = errorMessage(cause).replace(/\.$/, "");
  return OF_THE_CLIENT.test(message) ? "the connection was lost, and nobody answers" : message;
}

interface Known {
  readonly says: RegExp;
  readonly code: "credentials_invalid" | "config_invalid" | "store_transport";
  readonly what: (address: RedisAddress) => string;
  readonly hint: string;
  readonly retryable?: boolean;
}

const KNOWN: readonly Known[] = [
  {
    says: /WRONGPASS|NOAUTH|NOPERM|without any password configured/,
    code: "credentials_invalid",
    what: () => "does not let us in",
    hint: "Check the user's name in its address and AFFINE_QUEUE_PASSWORD.",
  },
  {
    says: NO_DATABASE,
    code: "config_invalid",
    what: ({ db }) => `has no database ${db}`,
    hint: "Name one that its server has (`databases` in redis.conf, 16 by default: 0 to 15), or tell queues apart by ?prefix=NAME.",
  },
  {
    says: /SELECT is not allowed in cluster mode|MOVED |CROSSSLOT|CLUSTERDOWN/,
    code: "config_invalid",
    what: () => "is a cluster's",
    hint: "The queue needs one server of its own: a Redis or Valkey that is no cluster.",
  },
  {
    says: /^(?:ReplyError: )?(?:.*\b)?OOM /,
    code: "store_transport",
    what: () => "is full",
    hint: "Its server has reached maxmemory: raise it, start more runners, or give the queue a server of its own. It is tried again by itself.",
  },
  {
    says: /WRONGTYPE/,
    code: "store_transport",
    what: () => "holds keys of somebody else",
    hint: "Another program uses the same names there: name a queue of its own with ?prefix=NAME or another database.",
    retryable: false,
  },
  {
    says: /READONLY/,
    code: "store_transport",
    what: () => "is a replica that takes no writes",
    hint: "Name the address of its primary; after a failover it is tried again by itself.",
  },
  {
    says: /MISCONF/,
    code: "store_transport",
    what: () => "takes no writes since its server cannot save its data",
    hint: "Look at that server's disk and log; it is tried again by itself.",
  },
  {
    says: /LOADING|MASTERDOWN|BUSY /,
    code: "store_transport",
    what: () => "is not ready yet",
    hint: "Its server starts or is busy; it is tried again by itself.",
  },
  {
    says: /Command timed out/,
    code: "store_transport",
    what: () => "does not answer",
    hint: "Its server is stopped, overloaded or cut off from here; it is tried again by itself.",
  },
];
