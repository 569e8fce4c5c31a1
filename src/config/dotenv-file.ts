import { parse } from "dotenv";
import { AffineError } from "../core/index.ts";
import { readSettingsText } from "./settings-text.ts";

const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(.*)$/;

/**
 * Reads a `.env` file; `undefined` when there is none.
 *
 * @throws AffineError `config_invalid` naming the first line that is neither empty, a comment nor `NAME=value`.
 */
export function readDotenv(file: string): Record<string, string> | undefined {
  const content = readSettingsText(file);
  if (content === undefined) return undefined;
  refuseMalformed(content, file);
  return parse(content);
}

function refuseMalformed(content: string, file: string): void {
  let openQuote: string | undefined;
  let openedAt = 0;
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    if (openQuote !== undefined) {
      if (line.includes(openQuote)) openQuote = undefined;
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.[1];
    if (value === undefined) {
      throw new AffineError("config_invalid", `${file}, line ${index + 1}: expected NAME=value.`, {
        hint: "Write one NAME=value a line, comments after #. See .env.example.",
      });
    }
    const quote = /^["'`]/.exec(value)?.[0];
    if (quote !== undefined && !value.slice(1).includes(quote)) {
      openQuote = quote;
      openedAt = index + 1;
    }
  }
  if (openQuote !== undefined) {
    throw new AffineError("config_invalid", `${file}, line ${openedAt}: the quote ${openQuote} is never closed.`, {
      hint: "Close the quote, or leave quotes out.",
    });
  }
}
