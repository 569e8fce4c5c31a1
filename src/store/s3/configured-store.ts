import type { ConfigValues } from "../../config/index.ts";
import { AffineError } from "../../core/index.ts";
import type { S3Settings } from "./s3-settings.ts";

/** A place of records that the settings name, and what opens it. */
export interface ConfiguredStore {
  /** `s3://bucket/prefix`, or a folder. */
  readonly place: string;
  readonly s3: S3Settings;
}

/** `https://<account>.r2.cloudflarestorage.com`, also of one jurisdiction (`.eu.`). */
const R2_HOST = /\.r2\.cloudflarestorage\.com$/;

/**
 * Where records are published: `AFFINE_STORE`, else what the original's R2_* names say; `undefined` for the data folder
 * alone. Bucket and account without a key are a reader's, as in the original, and publish nothing.
 *
 * @throws AffineError `config_invalid` naming what is missing
 */
export function configuredStore(values: ConfigValues): ConfiguredStore | undefined {
  const { store, r2BucketId, r2Folder, r2WriteAccessKeyId, r2WriteSecretAccessKey } = values;
  if (store !== undefined) return { place: store, s3: s3Settings(values) };
  if (r2WriteAccessKeyId === undefined && r2WriteSecretAccessKey === undefined) return undefined;
  const needed = {
    R2_BUCKET_ID: r2BucketId,
    R2_ACCOUNT_ID: values.r2AccountId ?? values.awsEndpointUrlS3 ?? values.awsEndpointUrl,
    R2_WRITE_ACCESS_KEY_ID: r2WriteAccessKeyId,
    R2_WRITE_SECRET_ACCESS_KEY: r2WriteSecretAccessKey,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0) {
    throw new AffineError("config_invalid", `To publish records on R2, ${missing.join(" and ")} must be set too.`, {
      hint: "Set them in .env, or unset R2_WRITE_ACCESS_KEY_ID and R2_WRITE_SECRET_ACCESS_KEY to publish from the data folder.",
    });
  }
  const keys = { accessKeyId: r2WriteAccessKeyId, secretAccessKey: r2WriteSecretAccessKey, sessionToken: undefined };
  return {
    place: `s3://${r2BucketId ?? ""}/${(r2Folder ?? "").replace(/^\/+/, "")}`,
    s3: { ...s3Settings(values), ...keys },
  };
}

/** What opens `s3://…` by these settings. @throws AffineError `config_invalid` */
export function s3Settings(values: ConfigValues): S3Settings {
  const endpoint = values.awsEndpointUrlS3 ?? values.awsEndpointUrl ?? r2Endpoint(values.r2AccountId);
  const isR2 = endpoint !== undefined && R2_HOST.test(new URL(endpoint).hostname);
  const hasAws = values.awsAccessKeyId !== undefined || values.awsSecretAccessKey !== undefined;
  return {
    endpoint,
    region: isR2 ? "auto" : (values.awsRegion ?? values.awsDefaultRegion),
    ...(hasAws
      ? {
          accessKeyId: values.awsAccessKeyId,
          secretAccessKey: values.awsSecretAccessKey,
          sessionToken: values.awsSessionToken,
        }
      : { accessKeyId: values.r2WriteAccessKeyId, secretAccessKey: values.r2WriteSecretAccessKey }),
    addressing: values.storeAddressing,
    singleWriter: values.storeSingleWriter,
  };
}

function r2Endpoint(account: string | undefined): string | undefined {
  if (account === undefined) return undefined;
  if (/^[0-9a-zA-Z]{1,64}$/.test(account)) return `https://${account}.r2.cloudflarestorage.com`;
  throw new AffineError(
    "config_invalid",
    `R2_ACCOUNT_ID: ${JSON.stringify(account.slice(0, 100))} is no account's id.`,
    {
      hint: "It is the 32 hexadecimal digits in the address of Cloudflare's dashboard.",
    },
  );
}
