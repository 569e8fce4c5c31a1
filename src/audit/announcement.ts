import { z } from "zod";

/** Longest plain commitment on the real chain, bytes. */
const MAX_ANNOUNCEMENT_BYTES = 512;

/** What a validator commits in plain text on chain: where its records are. */
const announcementSchema = z.object({
  affine: z.literal(1),
  records: z.url({ protocol: /^https?$/ }),
});

/** The URL that a plain commitment announces; `undefined` for any other text. */
export function announcedUrl(text: string): string | undefined {
  if (Buffer.byteLength(text) > MAX_ANNOUNCEMENT_BYTES) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // Plain commitments are anybody's: most are no announcement of ours.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return announcementSchema.safeParse(value).data?.records;
}
