/** What a JSON body begins with; errors of some servers are lists. */
const JSON_OPENINGS = new Set([0x7b, 0x5b]);
/** Byte order mark and white space, which may precede either form of body. */
const PRECEDING = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d]);

/** The form that a body shows by its first bytes, and where it begins; `null` while only white space has come. */
export function formOf(piece: Buffer): { readonly form: "events" | "json"; readonly start: number } | null {
  const start = piece.findIndex((byte) => !PRECEDING.has(byte));
  if (start < 0) return null;
  return { form: JSON_OPENINGS.has(piece[start] ?? 0) ? "json" : "events", start };
}
