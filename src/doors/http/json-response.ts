import { AffineError } from "../../core/index.ts";

/** An answer in JSON. @throws AffineError `invalid_input` where it echoes something nested too deep to be written. */
export function jsonResponse(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new AffineError("invalid_input", "The request is nested too deep to be answered.", { cause });
  }
  return new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } });
}
