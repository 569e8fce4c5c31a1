import { randomBytes } from "node:crypto";
import { AffineError, utf8 } from "../../core/index.ts";
import { headersOnly, putAnswer, type S3Connection } from "./s3-connection.ts";
import { checksumOf, getObject } from "./s3-objects.ts";

/** Writers of one key at once in the probe. */
const RACERS = 4;

/** Puts an object where there is none. @returns whether it was put; `false`: the key is taken */
export async function putIfAbsent(connection: S3Connection, key: string, bytes: Uint8Array): Promise<boolean> {
  return putObject(connection, key, bytes, { "if-none-match": "*" });
}

/** Puts an object, whatever stands there. */
export async function putAlways(connection: S3Connection, key: string, bytes: Uint8Array): Promise<void> {
  await putObject(connection, key, bytes, {});
}

async function putObject(
  connection: S3Connection,
  key: string,
  bytes: Uint8Array,
  condition: Record<string, string>,
): Promise<boolean> {
  const checksum = checksumOf(bytes);
  const headers = {
    "content-type": "application/octet-stream",
    "x-amz-sdk-checksum-algorithm": "SHA256",
    "x-amz-checksum-sha256": checksum,
    ...condition,
  };
  const outcomes = "if-none-match" in condition ? [200, 412] : [200];
  const { status, headers: told } = await connection.send(
    { method: "PUT", key, headers, body: bytes, outcomes },
    (response) => putAnswer(connection.place, response),
  );
  const stored = told["x-amz-checksum-sha256"];
  if (status === 200 && typeof stored === "string" && stored !== checksum) {
    throw new AffineError(
      "store_transport",
      `${connection.place.server} says that it stored ${key} with another SHA-256.`,
      {
        hint: "What stands there is looked at before it is used; if this stays so, look at the server.",
      },
    );
  }
  return status === 200;
}

/**
 * Finds out whether the server keeps to `If-None-Match: *`, which two writers of one chain rest on: a nonce key is
 * written twice, and another one by several at once. What servers say of themselves is not believed.
 *
 * @throws AffineError `unsupported` for one that does not; what a request can fail with
 */
export async function probeConditionalPut(connection: S3Connection): Promise<void> {
  const { prefix } = connection.place;
  const nonce = `${prefix}.probe/${randomBytes(12).toString("hex")}`;
  // The first may be told that the key is taken: its own put went through and the answer was lost.
  await putIfAbsent(connection, nonce, utf8("first"));
  const again = await putIfAbsent(connection, nonce, utf8("second"));
  if (again) await assertKeeps(connection, nonce);
  const race = `${nonce}-race`;
  const racers = again
    ? []
    : await Promise.all(Array.from({ length: RACERS }, (_, n) => putIfAbsent(connection, race, utf8(`racer ${n}`))));
  const winners = racers.filter(Boolean).length;
  for (const key of again ? [nonce] : [nonce, race]) await removeIfAllowed(connection, key);
  if (!again && winners <= 1) return;
  const what = again
    ? "ignores If-None-Match: it wrote over an object that was there"
    : `let ${winners} of ${RACERS} writers create one object`;
  throw new AffineError("unsupported", `The S3 server ${connection.place.server} ${what}.`, {
    hint: "Two writers could overwrite each other's shards. Use a server with conditional writes (docs/scale.md), or, where one validator alone writes below this prefix, set AFFINE_STORE_SINGLE_WRITER=1.",
    details: { bucket: connection.place.bucket },
  });
}

/** What takes every put and keeps none does not ignore a condition: it does not speak S3. */
async function assertKeeps(connection: S3Connection, key: string): Promise<void> {
  const found = await getObject(connection, key, 64);
  const text = found === undefined || found === "unchanged" ? undefined : Buffer.from(found.bytes).toString("utf8");
  if (text === "first" || text === "second") return;
  throw new AffineError(
    "unsupported",
    `The S3 server ${connection.place.server} said that it stored an object and does not have it: it does not speak S3.`,
    { hint: "Check the server's address (AWS_ENDPOINT_URL, R2_ACCOUNT_ID) and what answers there." },
  );
}

/** A key that may write need not be allowed to delete: what the probe leaves is a few bytes below `.probe/`. */
export async function removeIfAllowed(connection: S3Connection, key: string): Promise<void> {
  await connection.send({ method: "DELETE", key, outcomes: [200, 204, 403, 404, 405] }, headersOnly);
}
