import { AffineError, errorMessage } from "../../core/index.ts";
import { printable, retryAfterMs, systemCode } from "../../io/index.ts";
import type { S3Place } from "./s3-place.ts";
import { elementText } from "./s3-xml.ts";

/** An answer that is not the one asked for. */
export interface S3Refusal {
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of the body, as text. */
  readonly body: string;
}

const WRONG_KEY = new Set([
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "InvalidToken",
  "ExpiredToken",
  "TokenRefreshRequired",
]);
const WRONG_REGION = new Set([
  "PermanentRedirect",
  "TemporaryRedirect",
  "AuthorizationHeaderMalformed",
  "IllegalLocationConstraintException",
]);
/** The bytes did not arrive as they were sent. */
const CHANGED_ON_THE_WAY = new Set([
  "BadDigest",
  "InvalidDigest",
  "XAmzContentSHA256Mismatch",
  "XAmzContentChecksumMismatch",
  "IncompleteBody",
]);
const PASSING = new Set(["RequestTimeout", "SlowDown", "RequestTimeTooSkewed", "InternalError", "ServiceUnavailable"]);
const PASSING_STATUS = new Set([408, 409, 425, 429]);

/** What S3 calls a refusal: `NoSuchBucket`, `SlowDown`, …; `undefined` where the answer has no body, as to HEAD. */
export function s3Code(body: string): string | undefined {
  const code = body.includes("<Error") ? elementText(body, "Code") : undefined;
  return code === undefined || !/^[A-Za-z0-9.]{1,80}$/.test(code) ? undefined : code;
}

/** A refusal as an error that says what to do: named where it is a matter of settings, to be tried again where it may pass. */
export function refusalError(place: S3Place, refusal: S3Refusal): AffineError {
  const { method, status, headers, body } = refusal;
  const code = s3Code(body);
  const where = `the bucket ${place.bucket} at ${place.server}`;
  const details = { status, ...(code === undefined ? {} : { s3: code }) };
  const said = code === undefined ? `status ${status}` : `${code} (status ${status})`;
  if (code === "NoSuchBucket") {
    return new AffineError("config_invalid", `There is no bucket ${place.bucket} at ${place.server}.`, {
      hint: "Make it, or mend AFFINE_STORE (R2_BUCKET_ID) and the server's address (AWS_ENDPOINT_URL, R2_ACCOUNT_ID).",
      details,
    });
  }
  const region = [headers["x-amz-bucket-region"]].flat()[0] ?? elementText(body, "Region");
  if ((code !== undefined && WRONG_REGION.has(code)) || (status === 301 && region !== undefined)) {
    const there = region === undefined ? "is in another region" : `is in the region ${printable(region, 40)}`;
    return new AffineError(
      "config_invalid",
      `The bucket ${place.bucket} ${there}, and was asked for in ${place.region}.`,
      {
        hint: region === undefined ? "Set AWS_REGION to the bucket's." : `Set AWS_REGION=${printable(region, 40)}.`,
        details,
      },
    );
  }
  if (code !== undefined && WRONG_KEY.has(code)) {
    return new AffineError("credentials_invalid", `${place.server} does not take the access key: ${said}.`, {
      hint: "Check the access key's id, secret and session token, and that they belong to this server.",
      details,
    });
  }
  const passes =
    PASSING_STATUS.has(status) || (status >= 500 && status !== 501) || (code !== undefined && PASSING.has(code));
  if (passes || (code !== undefined && CHANGED_ON_THE_WAY.has(code))) {
    const askedMs = retryAfterMs(headers["retry-after"], Date.now());
    return new AffineError("store_transport", `${where} answered ${method} with ${said}.`, {
      hint: "It is tried again by itself; if it stays so, look at the server.",
      details: { ...details, ...(askedMs === undefined ? {} : { retryAfterMs: askedMs }) },
    });
  }
  if (status === 403 && code === undefined && place.credentials !== undefined) return unnamedRefusal(place, refusal);
  if (status === 401 || status === 403) {
    const who = place.credentials === undefined ? "Without a key nobody" : "The access key";
    return new AffineError(
      "credentials_invalid",
      `${who} may ${method === "GET" || method === "HEAD" ? "not read" : "not write"} there: ${where} answered ${method} with ${said}.`,
      {
        hint: "The key needs s3:GetObject and s3:PutObject below its prefix and s3:ListBucket for it; docs/scale.md has the policy.",
        details,
      },
    );
  }
  return new AffineError("store_transport", `${where} answered ${method} with ${said}.`, {
    hint:
      status === 501 ? "The server does not know this request." : "Check the server's address and that it speaks S3.",
    retryable: false,
    details,
  });
}

/** A 403 without a body, as to every HEAD: S3 says nothing of its reason, and two are usual. */
function unnamedRefusal(place: S3Place, { method, status, headers }: S3Refusal): AffineError {
  const what = method === "GET" || method === "HEAD" ? "read" : "write";
  const isDated = !Number.isNaN(Date.parse([headers["date"]].flat()[0] ?? ""));
  const clock = isDated
    ? "its clock and this machine's agree, so that it is rather the key"
    : "the answer does not tell the server's time";
  return new AffineError(
    "credentials_invalid",
    `The bucket ${place.bucket} at ${place.server} answered ${method} with status ${status} and no reason: either the access key may not ${what} there, or this machine's clock is wrong (${clock}).`,
    {
      hint: "Check the clock (NTP). The key needs s3:GetObject and s3:PutObject below its prefix and s3:ListBucket for it; docs/scale.md has the policy.",
      details: { status },
    },
  );
}

/**
 * Makes sure that a 200 is S3's own: every object that S3 stores or has is told with its ETag. A login page of a network, a
 * proxy's text or an `<Error>` that comes with status 200 has stored nothing, and is no object.
 *
 * @param body its beginning, where it was read
 * @throws AffineError `store_transport`, to be tried again
 */
export function assertOfS3(
  place: S3Place,
  { method, headers, body = "" }: Pick<S3Refusal, "method" | "headers"> & { readonly body?: string },
): void {
  const code = s3Code(body);
  const etag = [headers["etag"]].flat()[0];
  if (etag !== undefined && etag !== "" && code === undefined && !body.includes("<Error")) return;
  const type = [headers["content-type"]].flat()[0];
  const what =
    code === undefined ? (type === undefined ? "" : ` and ${printable(type, 60)}`) : ` and the error ${code}`;
  throw new AffineError(
    "store_transport",
    `${place.server} answered ${method} with status 200${what}, not as S3 does: ${etag === undefined ? "there is no ETag" : "its body is an error"}.`,
    {
      hint: "Nothing was stored or read. It does not speak S3, or something before it answers in its place (a proxy, a login page of the network): check the server's address (AWS_ENDPOINT_URL, R2_ACCOUNT_ID).",
      details: { status: 200, ...(code === undefined ? {} : { s3: code }) },
    },
  );
}

/** What the HTTP client threw. */
export function transportError(place: S3Place, cause: unknown, timedOutMs: number | undefined): AffineError {
  if (AffineError.isInstance(cause)) return cause;
  const code = systemCode(cause) ?? (cause instanceof AggregateError ? systemCode(cause.errors[0]) : undefined);
  const message = errorMessage(cause);
  const why =
    timedOutMs !== undefined
      ? `not complete after ${timedOutMs} ms`
      : code === undefined || message.includes(code)
        ? message
        : `${message} (${code})`.trim();
  return new AffineError("store_transport", `${place.server} cannot be reached: ${why}.`, {
    hint: "Check the network and the server's address (AWS_ENDPOINT_URL, R2_ACCOUNT_ID, AWS_REGION).",
    cause,
  });
}
