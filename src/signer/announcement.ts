import { z } from "zod";

/** Longest text of a plain commitment that Bittensor takes in one field, bytes (docs/chain.md). */
const MOST_BYTES = 128;

const announcementSchema = z.strictObject({
  affine: z.literal(1),
  /** Where the validator's records can be fetched; the keys of a store stand below it. */
  records: z.url({ protocol: /^https?$/ }),
});

/**
 * The text by which a validator says where its records are.
 *
 * @example
 * announcementText("https://records.example.org/"); // {"affine":1,"records":"https://records.example.org/"}
 */
export function announcementText(records: string): string {
  return JSON.stringify({ affine: 1, records });
}

/** What is wrong with a text as an announcement; `undefined` when it is one, spelled as {@link announcementText} does. */
export function announcementFault(text: string): string | undefined {
  if (Buffer.byteLength(text, "utf8") > MOST_BYTES) return `an announcement has ${MOST_BYTES} bytes at most`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // JSON.parse throws SyntaxError only, and what is no JSON is no announcement.
    return "an announcement is a JSON object";
  }
  const parsed = announcementSchema.safeParse(value);
  if (!parsed.success) return 'an announcement is {"affine":1,"records":"https://…"} and nothing else';
  return announcementText(parsed.data.records) === text ? undefined : "an announcement has one spelling";
}
