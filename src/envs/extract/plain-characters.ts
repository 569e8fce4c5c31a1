import { plainTex } from "./plain-tex.ts";

const MINUS = /[\u2010-\u2015\u207b\u208b\u2212\u2796\ufe63]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const COMMAS = /\u3001/g;
const PERIODS = /\u3002/g;
const QUOTES = /[\u201c\u201d\u2018\u2019]/g;
/** Full-width forms of ASCII's punctuation; digits and letters are left out. */
const FULL_WIDTH = /[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]/g;
/** HTML's end of a line. */
const BREAK = /[ \t]{0,16}<br[ \t]?\/?>\n?/gi;
const TO_ASCII = 0xfee0;

/**
 * Characters that a keyboard or a typesetting model puts for ASCII ones, as those: minus signs and dashes, blanks of
 * other widths, full-width punctuation, curly quotes; CRLF, CR and HTML's `<br>` as a newline; TeX's commands for text as that text. Digits
 * and letters stay what they are.
 */
export function plainCharacters(text: string): string {
  return plainTex(
    text
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
      .replace(BREAK, "\n")
      .replace(MINUS, "-")
      .replace(BLANKS, " ")
      .replace(COMMAS, ",")
      .replace(PERIODS, ".")
      .replace(QUOTES, '"')
      .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - TO_ASCII)),
  );
}
