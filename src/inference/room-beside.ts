import { DEFAULT_MAX_RESPONSE_BYTES } from "./options.ts";

/** Bytes of wire for each byte of text, at most: a token of four bytes comes in an event of about 250. */
const MAX_WIRE_FACTOR = 64;
/** Room for what stands around the text, however little of it there may be. */
const SPARE_BYTES = 65_536;

/** What a host may send around the text: comments, padding, pages, fields that nobody reads. More is its own failure. */
export function roomBeside(maxTextBytes: number): { readonly pieceBytes: number; readonly wireBytes: number } {
  const bytes = Math.max(maxTextBytes, DEFAULT_MAX_RESPONSE_BYTES);
  return {
    // One line of events, or a JSON body, in its shortest spelling: twice the text, since some must be escaped.
    pieceBytes: bytes * 2 + SPARE_BYTES,
    wireBytes: bytes * MAX_WIRE_FACTOR + SPARE_BYTES,
  };
}
