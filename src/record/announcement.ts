import { z } from "zod";

/** Longest text of a plain commitment in one raw field of the real chain, bytes (docs/chain.md). */
const MOST_BYTES = 128;

const announcementSchema = z.strictObject({
  affine: z.literal(1),
  /** Where the validator's records can be fetched; the keys of a store stand below it. */
  records: z.url({ protocol: /^https?$/ }),
});

/**
 * The text by which a validator says on chain where its records are.
 *
 * @example
 * announcementText("https://records.example.org/"); // {"affine":1,"records":"https://records.example.org/"}
 */
export function announcementText(records: string): string {
  return JSON.stringify({ affine: 1, records });
}

/** The URL that a plain commitment announces; `undefined` for any other text, and for another spelling of one. */
export function announcedUrl(text: string): string | undefined {
  if (Buffer.byteLength(text, "utf8") > MOST_BYTES) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // JSON.parse throws SyntaxError only. Plain commitments are anybody's: most are no announcement of ours.
    return undefined;
  }
  const url = announcementSchema.safeParse(value).data?.records;
  return url !== undefined && announcementText(url) === text ? url : undefined;
}
