import { randomBytes } from "node:crypto";
import { AffineError, utf8 } from "../../core/index.ts";
import { discard, readBounded } from "../http/read-bounded.ts";
import { headersOnly, type S3Connection } from "./s3-connection.ts";
import { putIfAbsent } from "./s3-conditional-put.ts";
import { assertOfS3, refusalError, s3Code } from "./s3-failure.ts";
import { checksumOf } from "./s3-objects.ts";
import { elementText } from "./s3-xml.ts";

/** From here on an object is sent in parts: what breaks off costs one part. Amazon wants 5 MiB a part at least. */
export const MULTIPART_BYTES = 16 << 20;
const PART_BYTES = 8 << 20;
const PARTS_AT_ONCE = 4;
const MOST_ANSWER_BYTES = 64 << 10;

interface Part {
  readonly number: number;
  readonly etag: string;
  readonly checksum: string;
}

/**
 * Puts an object in parts where there is none. An upload that fails is given up, so that no part is left and paid for.
 *
 * @returns whether it was put; `false`: the key is taken, perhaps by this very upload whose answer was lost
 */
export async function putInParts(
  connection: S3Connection,
  key: string,
  bytes: Uint8Array,
  partBytes = PART_BYTES,
): Promise<boolean> {
  const uploadId = await begin(connection, key);
  try {
    const starts = Array.from(
      { length: Math.max(1, Math.ceil(bytes.length / partBytes)) },
      (_, index) => index * partBytes,
    );
    const parts: Part[] = [];
    for (let first = 0; first < starts.length; first += PARTS_AT_ONCE) {
      const some = starts.slice(first, first + PARTS_AT_ONCE);
      parts.push(
        ...(await Promise.all(
          some.map((start) =>
            putPart(connection, { key, uploadId }, start / partBytes + 1, bytes.subarray(start, start + partBytes)),
          ),
        )),
      );
    }
    const done = await complete(connection, { key, uploadId }, parts);
    if (!done) await abort(connection, { key, uploadId });
    return done;
  } catch (error) {
    // The first failure is what matters; parts that stay are a matter of the bucket's lifecycle rule.
    await abort(connection, { key, uploadId }).catch(() => undefined);
    throw error;
  }
}

/** Whether an upload in parts keeps to `If-None-Match: *` when it is completed. */
export async function probeMultipart(connection: S3Connection): Promise<boolean> {
  const key = `${connection.place.prefix}.probe/${randomBytes(12).toString("hex")}`;
  try {
    await putIfAbsent(connection, key, utf8("there already"));
    return !(await putInParts(connection, key, utf8("in parts")));
  } catch (error) {
    // A server that does not know uploads in parts gets objects whole.
    if (AffineError.isInstance(error) && error.code === "store_transport" && !error.retryable) return false;
    throw error;
  } finally {
    await connection
      .send({ method: "DELETE", key, outcomes: [200, 204, 403, 404, 405] }, headersOnly)
      .catch(() => undefined);
  }
}

interface Upload {
  readonly key: string;
  readonly uploadId: string;
}

async function begin(connection: S3Connection, key: string): Promise<string> {
  const headers = { "content-type": "application/octet-stream", "x-amz-checksum-algorithm": "SHA256" };
  const text = await connection.send(
    { method: "POST", key, query: { uploads: "" }, headers, outcomes: [200] },
    bodyText,
  );
  const uploadId = elementText(text, "UploadId");
  if (uploadId !== undefined && uploadId !== "" && uploadId.length <= 1024) return uploadId;
  throw new AffineError("store_transport", `${connection.place.server} began an upload in parts without naming it.`, {
    retryable: false,
  });
}

async function putPart(
  connection: S3Connection,
  { key, uploadId }: Upload,
  number: number,
  bytes: Uint8Array,
): Promise<Part> {
  const checksum = checksumOf(bytes);
  const query = { partNumber: String(number), uploadId };
  const { headers } = await connection.send(
    { method: "PUT", key, query, headers: { "x-amz-checksum-sha256": checksum }, body: bytes, outcomes: [200] },
    headersOnly,
  );
  const etag = headers["etag"];
  if (typeof etag === "string" && /^"?[A-Za-z0-9-]{1,200}"?$/.test(etag))
    return { number, etag: etag.replaceAll('"', ""), checksum };
  throw new AffineError(
    "store_transport",
    `${connection.place.server} took part ${number} of ${key} without an ETag.`,
    { retryable: false },
  );
}

async function complete(connection: S3Connection, { key, uploadId }: Upload, parts: readonly Part[]): Promise<boolean> {
  const listed = parts.map(
    ({ number, etag, checksum }) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>"${etag}"</ETag><ChecksumSHA256>${checksum}</ChecksumSHA256></Part>`,
  );
  const body = utf8(
    `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${listed.join("")}</CompleteMultipartUpload>`,
  );
  const headers = { "content-type": "application/xml", "if-none-match": "*" };
  return connection.send(
    { method: "POST", key, query: { uploadId }, headers, body, outcomes: [200, 404, 412] },
    async (response) => {
      const { statusCode, headers: told } = response;
      if (statusCode === 412) {
        await discard(response.body);
        return false;
      }
      const text = await bodyText(response);
      // Amazon begins to answer before it is done, so that a failure may come with status 200.
      const code = s3Code(text);
      // The upload is gone: completed by an attempt whose answer was lost. Whoever asked looks at what stands there.
      if (code === "NoSuchUpload" || code === "PreconditionFailed") return false;
      if (statusCode === 200 && code === undefined) {
        if (text.includes("<CompleteMultipartUploadResult")) return true;
        // Not S3's answer: whatever it is, it has completed nothing.
        assertOfS3(connection.place, { method: "POST", headers: { ...told, etag: undefined }, body: text });
      }
      const status = statusCode === 200 ? (code === "ConditionalRequestConflict" ? 409 : 500) : statusCode;
      throw refusalError(connection.place, { method: "POST", status, headers: told, body: text });
    },
  );
}

async function abort(connection: S3Connection, { key, uploadId }: Upload): Promise<void> {
  await connection.send({ method: "DELETE", key, query: { uploadId }, outcomes: [200, 204, 403, 404] }, headersOnly);
}

async function bodyText({ body }: Parameters<Parameters<S3Connection["send"]>[1]>[0]): Promise<string> {
  return Buffer.from(await readBounded(body, MOST_ANSWER_BYTES)).toString("utf8");
}
