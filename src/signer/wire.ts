import { z } from "zod";
import {
  addressSchema,
  blockNumberSchema,
  ERROR_CODES,
  AffineError,
  sha256HexSchema,
  type ErrorCode,
} from "../core/index.ts";
import { shardHeaderSchema } from "../record/index.ts";

/** Longest body of a request: a header that lists 256 heads has about 40 KB. */
export const MOST_BODY_BYTES = 128 * 1024;

export const PATHS = {
  identity: "/v1/identity",
  shardHeader: "/v1/shard-header",
  weights: "/v1/weights",
  announcement: "/v1/announcement",
} as const;

const netuid = z.int().min(0).max(65_535);

export const shardHeaderIntentSchema = z.strictObject({ header: shardHeaderSchema });
export const weightsIntentSchema = z.strictObject({
  netuid,
  window: z.int().nonnegative(),
  weights: z
    .array(z.tuple([z.int().min(0).max(65_535), z.int().min(1).max(65_535)]))
    .min(1)
    .max(256),
  hotkeys: z
    .array(z.tuple([z.int().min(0).max(65_535), addressSchema]))
    .max(256)
    .exactOptional(),
});
export const announcementIntentSchema = z.strictObject({ text: z.string().max(512) });

export const identitySchema = z.object({ address: addressSchema, netuid, version: z.string() });
/** What the signer says of itself: who it is, and the last header that it signed. */
export const identityReplySchema = identitySchema.extend({
  head: z.object({ seq: z.int().nonnegative(), hash: sha256HexSchema }).nullable().optional(),
});
export type SignerIdentity = z.infer<typeof identitySchema>;
export const signatureReplySchema = z.object({ signature: z.string().regex(/^[0-9a-f]{128}$/) });
export const weightsReplySchema = z.object({
  mode: z.enum(["plain", "commit-reveal"]),
  block: blockNumberSchema,
  revealRound: z.int().nonnegative().exactOptional(),
  confirmed: z.boolean(),
});
export const blockReplySchema = z.object({
  number: blockNumberSchema,
  hash: z.templateLiteral(["0x", z.string().regex(/^[0-9a-f]+$/)]),
});

const errorReplySchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    hint: z.string().optional(),
    retryable: z.boolean(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
});

/** An error as the signer tells it: what happened and what to do, nothing of its inside. */
export function errorToWire({
  code,
  message,
  hint,
  retryable,
  details,
}: AffineError): z.infer<typeof errorReplySchema> {
  const plain = Object.entries(details).filter((entry): entry is [string, string | number | boolean] =>
    ["string", "number", "boolean"].includes(typeof entry[1]),
  );
  return {
    error: { code, message, retryable, ...(hint === undefined ? {} : { hint }), details: Object.fromEntries(plain) },
  };
}

/** The error that a reply tells; `undefined` when it tells none. */
export function errorFromWire(body: unknown): AffineError | undefined {
  const parsed = errorReplySchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, message, hint, retryable, details } = parsed.data.error;
  return new AffineError(code, message, { retryable, details, ...(hint === undefined ? {} : { hint }) });
}
