import { AffineError, shownAddress } from "../../core/index.ts";
import { isKey } from "../store-key.ts";
import type { S3Settings } from "./s3-settings.ts";

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A prefix of a bucket, and how one gets there. */
export interface S3Place {
  readonly bucket: string;
  /** Empty, or ending in `/`. */
  readonly prefix: string;
  /** `scheme://host[:port]`, for messages. */
  readonly server: string;
  readonly region: string;
  /** URL of the bucket, ending in `/`; keys follow. */
  readonly bucketUrl: string;
  /** `undefined`: requests are not signed, which a public bucket answers. */
  readonly credentials: S3Credentials | undefined;
  readonly singleWriter: boolean;
}

/** Amazon's rules (Amazon S3 user guide, "General purpose bucket naming rules"), dots included. */
const BUCKET = /^(?!xn--|.*\.\.|[0-9.]+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const REGION = /^[a-z0-9-]{1,40}$/;

/**
 * Reads `s3://bucket/prefix`.
 *
 * @throws AffineError `config_invalid`, and `credentials_missing` for half of a pair of keys.
 */
export function s3Place(address: string, settings: S3Settings = {}): S3Place {
  const [, bucket = "", path = ""] = /^s3:\/\/([^/?#]*)\/?([^?#]*)$/i.exec(address) ?? [];
  if (!BUCKET.test(bucket)) {
    throw invalid(
      `${shownAddress(address)} names no bucket`,
      "Write s3://BUCKET/PREFIX; a bucket's name has 3 to 63 small letters, digits, dots and hyphens.",
    );
  }
  const prefix = path.replace(/\/+$/, "");
  if (prefix !== "" && !isKey(prefix)) {
    throw invalid(
      `${JSON.stringify(prefix.slice(0, 200))} is no prefix of a bucket for records`,
      "The prefix in AFFINE_STORE, or R2_FOLDER, is made of letters, digits, '.', '_' and '-', joined by '/'; no part of it is empty or begins with a dot.",
    );
  }
  const region = settings.region ?? "us-east-1";
  if (!REGION.test(region))
    throw invalid(`${JSON.stringify(region.slice(0, 100))} is no region`, "Set AWS_REGION, such as us-east-1.");
  const base = serverUrl(settings.endpoint ?? `https://s3.${region}.amazonaws.com`);
  const addressing = settings.addressing ?? (isAmazon(base) && !bucket.includes(".") ? "virtual" : "path");
  const server = `${base.protocol}//${base.host}`;
  const bucketUrl = addressing === "virtual" ? `${base.protocol}//${bucket}.${base.host}/` : `${server}/${bucket}/`;
  return {
    bucket,
    prefix: prefix === "" ? "" : `${prefix}/`,
    server,
    region,
    bucketUrl,
    credentials: credentialsOf(settings),
    singleWriter: settings.singleWriter ?? false,
  };
}

/** Amazon's own servers, whose certificates hold for names of one more label. */
function isAmazon({ hostname }: URL): boolean {
  return /\.amazonaws\.com(\.cn)?$/.test(hostname);
}

function serverUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && url.username === "" && url.search === "" && /^\/?$/.test(url.pathname);
  if (isPlain && /^https?:$/.test(url.protocol)) return url;
  throw invalid(
    `${shownAddress(text)} is no address of a server for S3`,
    "It is https://HOST without path, user name or query; the bucket stands in AFFINE_STORE.",
  );
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: S3Settings): S3Credentials | undefined {
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = accessKeyId === undefined ? "id" : "secret";
    throw new AffineError("credentials_missing", `The ${missing} of the access key for the bucket is not set.`, {
      hint: "Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or both R2_WRITE_ACCESS_KEY_ID and R2_WRITE_SECRET_ACCESS_KEY.",
    });
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

function invalid(what: string, hint: string): AffineError {
  return new AffineError("config_invalid", `${what}.`, { hint });
}
