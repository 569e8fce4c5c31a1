import { AffineError, errorMessage } from "../../core/index.ts";
import { readBounded } from "../http/read-bounded.ts";
import type { S3Connection } from "./s3-connection.ts";
import { elements, elementText } from "./s3-xml.ts";

const MOST_PAGE_BYTES = 4 << 20;
/** Pages in a row that may hold no key; a server that sends more goes round in circles. */
const MOST_EMPTY_PAGES = 16;
const HIDDEN = /(?:^|\/)\./;

interface Page {
  readonly keys: readonly string[];
  readonly next: string | undefined;
}

/**
 * Keys below the place's prefix that begin with `prefix` and sort behind `after`, in ascending order, without the
 * place's own prefix (ListObjectsV2). Names with a segment that begins with a dot are nobody's.
 *
 * @throws AffineError `store_transport`, also for a listing that is not in order
 */
export async function* listKeys(connection: S3Connection, prefix: string, after: string): AsyncGenerator<string> {
  const own = connection.place.prefix;
  let last = after;
  let token: string | undefined;
  for (let empty = 0; empty < MOST_EMPTY_PAGES;) {
    const page = await listPage(
      connection,
      own + prefix,
      token === undefined ? { "start-after": after === "" ? "" : own + after } : { "continuation-token": token },
    );
    for (const full of page.keys) {
      const key = full.slice(own.length);
      if (!full.startsWith(own + prefix) || (last !== "" && key <= last)) throw disordered(connection, full);
      last = key;
      if (!HIDDEN.test(key)) yield key;
    }
    if (page.next === undefined) return;
    token = page.next;
    empty = page.keys.length === 0 ? empty + 1 : 0;
  }
  throw unreadable(connection, "it goes on without a key");
}

function listPage(connection: S3Connection, prefix: string, from: Record<string, string>): Promise<Page> {
  const position = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ""));
  const query = { "list-type": "2", "encoding-type": "url", prefix, ...position };
  return connection.send({ method: "GET", query, outcomes: [200] }, async ({ body }) => {
    const bytes = await readBounded(body, MOST_PAGE_BYTES + 1);
    if (bytes.length > MOST_PAGE_BYTES) throw unreadable(connection, `a page of more than ${MOST_PAGE_BYTES} bytes`);
    return parsePage(connection, Buffer.from(bytes).toString("utf8"));
  });
}

function parsePage(connection: S3Connection, xml: string): Page {
  if (!xml.includes("<ListBucketResult") || !xml.includes("</ListBucketResult>"))
    throw unreadable(connection, "it is no listing");
  const isEncoded = elementText(xml, "EncodingType") === "url";
  const keys = [...elements(xml, "Contents")].map((entry) => {
    const key = elementText(entry, "Key");
    if (key === undefined) throw unreadable(connection, "an entry without a key");
    return isEncoded ? decoded(connection, key) : key;
  });
  const isTruncated = elementText(xml, "IsTruncated") === "true";
  const next = elementText(xml, "NextContinuationToken");
  if (isTruncated && next === undefined) throw unreadable(connection, "it is cut and does not say where it goes on");
  return { keys, next: isTruncated ? next : undefined };
}

function decoded(connection: S3Connection, key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch (cause) {
    throw unreadable(connection, errorMessage(cause));
  }
}

function disordered(connection: S3Connection, key: string): AffineError {
  return unreadable(connection, `${JSON.stringify(key.slice(0, 200))} does not belong where it stands`);
}

function unreadable({ place }: S3Connection, why: string): AffineError {
  return new AffineError(
    "store_transport",
    `The listing of ${place.bucket} at ${place.server} cannot be used: ${why}.`,
    {
      hint: "It does not answer as S3 does (general purpose buckets list in order of keys).",
      retryable: false,
    },
  );
}
