const MOST_SHOWN = 200;

/**
 * An address of whatever kind as a message may show it, in quotes: without what could be a secret in it, which is
 * everything before an `@` of its server, all values of its query, and what stands behind `#`.
 */
export function shownAddress(text: string): string {
  const shown = text
    .replace(/#.*$/s, "#…")
    .replace(/([?&][^=&#]*)=[^&#]*/g, "$1=…")
    .replace(/\?(?![^?]*=).+$/s, "?…")
    .replace(/^([a-z][a-z0-9+.-]*:\/*|\/*)[^/?#]*@/i, "$1…@");
  return JSON.stringify(shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}…` : shown);
}
