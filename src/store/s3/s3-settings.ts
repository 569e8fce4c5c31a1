/** What says where a bucket is and who may write there; each field as its environment variable spells it. */
export interface S3Settings {
  /** Base URL of the server. Default: Amazon's in that region. */
  readonly endpoint?: string | undefined;
  /** Default `us-east-1`, and `auto` on Cloudflare R2. */
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
  /** `path`: server/bucket/key; `virtual`: bucket.server/key. Default: virtual at Amazon, path elsewhere. */
  readonly addressing?: "path" | "virtual" | undefined;
  /** The server ignores conditional writes, and nobody else writes below this prefix: look first, then write. */
  readonly singleWriter?: boolean | undefined;
}
