import { z } from "zod";
import { sha256HexSchema, needText } from "../core/index.ts";

/** Longest text of a plain commitment: one big raw field of the real chain, bytes (docs/chain.md). */
const MOST_BYTES = 512;

const headSchema = z.strictObject({
  seq: z.int().nonnegative(),
  /** `headerHash` of that shard: SHA-256 of the canonical header that its hotkey signed. */
  hash: sha256HexSchema,
});
/** The newest shard of a validator's chain, as it says on chain. */
export type AnnouncedHead = z.infer<typeof headSchema>;

const announcementSchema = z
  .strictObject({
    affine: z.literal(1),
    /** Where the validator's records can be fetched; the keys of a store stand below it. */
    records: z.url({ protocol: /^https?$/ }).exactOptional(),
    head: headSchema.exactOptional(),
  })
  .refine(({ records, head }) => records !== undefined || head !== undefined);

/** What a validator says on chain about its records; at least one of the two. */
export interface Announcement {
  /** Where they are; local networks may do without. */
  readonly records?: string;
  /** What must be there. Its signer and `af verify` hold their own view against it. */
  readonly head?: AnnouncedHead;
}

/**
 * The text by which a validator says on chain where its records are and which shard is the newest: renewed once an
 * epoch.
 *
 * @example
 * announcementText({ records: "https://records.example.org/", head: { seq: 4, hash } });
 * // {"affine":1,"records":"https://records.example.org/","head":{"seq":4,"hash":"…"}}
 */
export function announcementText({ records, head }: Announcement): string {
  return JSON.stringify({
    affine: 1,
    ...(records === undefined ? {} : { records }),
    ...(head === undefined ? {} : { head: { seq: head.seq, hash: head.hash } }),
  });
}

/** What a plain commitment announces; `undefined` for any other text, and for another spelling of one. */
export function parseAnnouncement(text: string): Announcement | undefined {
  if (Buffer.byteLength(text, "utf8") > MOST_BYTES) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // JSON.parse throws SyntaxError only. Plain commitments are anybody's: most are no announcement of ours.
    return undefined;
  }
  const parsed = announcementSchema.safeParse(value).data;
  return parsed !== undefined && announcementText(parsed) === text ? parsed : undefined;
}

/** The URL that a plain commitment announces, if it does. */
export function announcedUrl(text: string): string | undefined {
  needText(text, "announcedUrl", "the text of a commitment");
  return parseAnnouncement(text)?.records;
}

/** The newest shard that a plain commitment announces, if it does. */
export function announcedHead(text: string): AnnouncedHead | undefined {
  return parseAnnouncement(text)?.head;
}
