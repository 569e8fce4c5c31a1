import { textHead } from "../core/index.ts";

/** Ids and names are kept this long, finish reasons too: they end up in records. */
const MAX_NAME_LENGTH = 256;

/** An id, a name or a finish reason as it is kept. */
export function nameOf(name: string | null | undefined): string | null {
  return name ? textHead(name, MAX_NAME_LENGTH).toWellFormed() : null;
}
