import { createHash } from "node:crypto";
import { AffineError, sha256 } from "../../core/index.ts";
import { printable } from "../../io/index.ts";
import { defectError } from "../../record/index.ts";
import { discard, readBounded } from "../http/read-bounded.ts";
import { headersOnly, type S3Connection, type S3Headers } from "./s3-connection.ts";
import { assertOfS3, refusalError, s3Code } from "./s3-failure.ts";

/** SHA-256 in base64, as S3's checksum headers have it. */
export function checksumOf(bytes: Uint8Array): string {
  return Buffer.from(sha256(bytes)).toString("base64");
}

/** An object that was read whole, and what the server calls this version of it. */
export interface S3Object {
  readonly bytes: Uint8Array;
  readonly etag: string | undefined;
}

/**
 * Reads an object and checks it against its length and, where the server tells one, its checksum.
 *
 * @param knownEtag a version that need not be sent again: then the answer is `unchanged`
 * @throws AffineError `record_invalid` naming `too_large`; what {@link S3Connection.send} throws
 */
export async function getObject(
  connection: S3Connection,
  key: string,
  limit: number,
  knownEtag?: string,
): Promise<S3Object | "unchanged" | undefined> {
  const headers = {
    "x-amz-checksum-mode": "ENABLED",
    ...(knownEtag === undefined ? {} : { "if-none-match": knownEtag }),
  };
  const outcomes = knownEtag === undefined ? [200, 404] : [200, 304, 404];
  return connection.send({ method: "GET", key, headers, outcomes }, async (response) => {
    const { statusCode, headers: told, body } = response;
    if (statusCode === 304) {
      await discard(body);
      return "unchanged";
    }
    if (statusCode === 404) {
      const text = Buffer.from(await readBounded(body, 64 << 10)).toString("utf8");
      if (s3Code(text) === "NoSuchBucket")
        throw refusalError(connection.place, { method: "GET", status: 404, headers: told, body: text });
      return undefined;
    }
    const stated = statedLength(told);
    if (stated !== undefined && stated > limit) {
      // Not read: whatever it is, it is none of ours, and the connection goes with it.
      body.on("error", () => undefined).destroy();
      throw defectError("too_large", `${key} has ${stated} bytes, more than ${limit}`);
    }
    assertOfS3(connection.place, { method: "GET", headers: told });
    assertIdentity(connection, key, told);
    const bytes = await readBounded(body, limit + 1);
    if (stated !== undefined && bytes.length !== stated)
      throw changed(connection, key, `${bytes.length} of ${stated} bytes came`);
    const checksum = wholeChecksum(told);
    if (checksum !== undefined && checksum !== createHash("sha256").update(bytes).digest("base64"))
      throw changed(connection, key, "its SHA-256 is another");
    return { bytes, etag: [told["etag"]].flat()[0] };
  });
}

/** Size and, where the server tells it, SHA-256 of an object; `undefined` when there is none. */
export async function headObject(
  connection: S3Connection,
  key: string,
): Promise<{ bytes: number; checksum: string | undefined } | undefined> {
  const { status, headers } = await connection.send(
    { method: "HEAD", key, headers: { "x-amz-checksum-mode": "ENABLED" }, outcomes: [200, 404] },
    async (response) => {
      const answer = await headersOnly(response);
      if (answer.status === 200) assertOfS3(connection.place, { method: "HEAD", headers: answer.headers });
      return answer;
    },
  );
  if (status === 404) return undefined;
  const bytes = statedLength(headers);
  if (bytes !== undefined) return { bytes, checksum: wholeChecksum(headers) };
  throw new AffineError("store_transport", `${connection.place.server} does not say how large ${key} is.`, {
    hint: "It does not answer as S3 does.",
    retryable: false,
  });
}

/** Whether an object holds exactly these bytes; `undefined` when it is not there. */
export async function holdsBytes(
  connection: S3Connection,
  key: string,
  bytes: Uint8Array,
): Promise<boolean | undefined> {
  const found = await headObject(connection, key);
  if (found === undefined) return undefined;
  if (found.bytes !== bytes.length) return false;
  if (found.checksum !== undefined) return found.checksum === checksumOf(bytes);
  // Without the server's own checksum nothing but the bytes says what stands there.
  const read = await getObject(connection, key, bytes.length);
  return read === undefined || read === "unchanged" ? undefined : Buffer.from(read.bytes).equals(bytes);
}

function statedLength(headers: S3Headers): number | undefined {
  const text = headers["content-length"];
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The checksum of a whole object; one of several parts has another form, `…-3`. */
function wholeChecksum(headers: S3Headers): string | undefined {
  const text = headers["x-amz-checksum-sha256"];
  return typeof text === "string" && /^[A-Za-z0-9+/]{43}=$/.test(text) ? text : undefined;
}

function assertIdentity({ place }: S3Connection, key: string, headers: S3Headers): void {
  const encoding = [headers["content-encoding"]].flat()[0] ?? "identity";
  // Amazon's SDKs leave the name of their transfer's form there.
  if (encoding === "identity" || encoding === "aws-chunked" || encoding === "") return;
  throw new AffineError(
    "store_transport",
    `${place.server} sends ${key} with the content encoding ${printable(encoding, 40)}.`,
    {
      hint: "Objects are gzip already: nothing may pack them again.",
      retryable: false,
    },
  );
}

function changed({ place }: S3Connection, key: string, what: string): AffineError {
  return new AffineError("store_transport", `${key} did not come from ${place.server} as it is stored: ${what}.`, {
    hint: "It is read again; if it stays so, the server or something before it changes bytes.",
  });
}
