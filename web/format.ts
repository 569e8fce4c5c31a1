import { visibleText } from "./visible-text.ts";

/** `5GrwvaEF…utQY`: enough of an address to tell it apart. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-4)}`;
}

/** A stranger's name on one line, of at most so many characters. */
export function nameOf(name: string, most = 80): string {
  const line = visibleText(name).replaceAll(/[\n\t]/g, " ");
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

/** `12 ms`, `3.2 s`, `4 min`, `2 h`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 100) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** `12.3 kB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  if (count < 1_000_000) return `${(count / 1000).toFixed(1)} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}

/** Thousandths as a percentage: `61.5%`. */
export function percent(thousandths: number): string {
  return `${(thousandths / 10).toFixed(1)}%`;
}

/** Basis points as points: `+3.1`. */
export function points(bp: number): string {
  return `${bp > 0 ? "+" : ""}${(bp / 100).toFixed(1)}`;
}

/** `12,345`. */
export function count(value: number): string {
  return value.toLocaleString("en");
}

/** `1 round`, `12,345 rounds`. */
export function plural(value: number, what: string): string {
  return `${count(value)} ${what}${value === 1 ? "" : "s"}`;
}

/** Codes of the record, and names of figures, as words: `not_seen`, `codesRight`. */
export function words(code: string): string {
  return code
    .replaceAll("_", " ")
    .replaceAll(/([a-z])([A-Z])(?=[a-z])/g, (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`);
}

/**
 * Wealth for people, of its decimal logarithm: `0.63`, `1`, `250`, and beyond what is easily read `1.6×10⁶`. Axis, legend
 * and sentences have this one style.
 */
export function wealth(log: number): string {
  const value = 10 ** log;
  if (log > -2.001 && log < 2.9999) return Number(value.toPrecision(2)).toLocaleString("en");
  let exponent = Math.floor(log + 1e-9);
  let mantissa = (10 ** (log - exponent)).toFixed(1);
  if (mantissa === "10.0") [mantissa, exponent] = ["1.0", exponent + 1];
  return `${mantissa === "1.0" ? "" : `${mantissa}×`}10${superscript(exponent)}`;
}

function superscript(value: number): string {
  return String(value).replaceAll(/[-\d]/g, (digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit))));
}

/** How far what is shown is behind the chain, the same wherever it is said: nothing in a copy, which is of one block. */
export function behind(head: number, block: number, isStatic: boolean): string {
  const blocks = Math.max(0, head - block);
  return isStatic ? "" : `, ${plural(blocks, "block")} behind`;
}
