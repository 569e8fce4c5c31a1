/**
 * How long a Retry-After header asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since 1970, against which a date is read
 * @returns milliseconds, or `undefined` when the header is absent or malformed
 */
export function retryAfterMs(header: unknown, now: number): number | undefined {
  const text = Array.isArray(header) ? (header as unknown[])[0] : header;
  if (typeof text !== "string") return undefined;
  if (/^\s*\d{1,9}(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
