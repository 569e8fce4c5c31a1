import type { AffineError } from "../core/index.ts";
import { visibleJson, visibleText } from "../io/index.ts";

/** An error as stderr has it: what is wrong, and below it what to do. */
export function errorText({ code, message, hint, retryable, details }: AffineError, json: boolean): string {
  if (json) {
    const said = { error: { code, message, hint: hint ?? null, retryable, details } };
    return `${visibleJson(JSON.stringify(said))}\n`;
  }
  return `af: ${visibleText(message)}\n${hint === undefined ? "" : `    ${visibleText(hint)}\n`}`;
}
