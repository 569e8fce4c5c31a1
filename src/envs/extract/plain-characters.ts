const MINUS = /[\u2010-\u2014\u2212\ufe63\uff0d]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const COMMAS = /[\uff0c\u3001]/g;
const SEMICOLONS = /\uff1b/g;
const PERIODS = /[\u3002\uff0e]/g;
const COLONS = /\uff1a/g;
const QUOTES = /[\u201c\u201d\u2018\u2019]/g;

/**
 * Characters that a keyboard or a typesetting model puts for ASCII ones, as those: minus signs and dashes, blanks of
 * other widths, full-width punctuation, curly quotes; CRLF and CR as a newline. Digits and letters stay what they are.
 */
export function plainCharacters(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(MINUS, "-")
    .replace(BLANKS, " ")
    .replace(COMMAS, ",")
    .replace(SEMICOLONS, ";")
    .replace(PERIODS, ".")
    .replace(COLONS, ":")
    .replace(QUOTES, '"');
}
