/** A stranger's text made fit for terminals and logs: no control or invisible characters, bounded. */
export function printable(text: string, length = 160): string {
  const clean = text.replace(/\p{C}/gu, "?");
  return clean.length <= length ? clean : `${clean.slice(0, length - 1)}…`;
}
