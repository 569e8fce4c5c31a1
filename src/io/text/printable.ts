import { clip } from "./clip.ts";

/** A stranger's text made fit for terminals and logs: one line without control or invisible characters, bounded. */
export function printable(text: string, length = 160): string {
  // A megabyte is not looked through for the sake of 160 characters; one more tells that there is more.
  return clip(text.slice(0, 2 * length + 2).replace(/\p{C}/gu, "?"), length);
}
