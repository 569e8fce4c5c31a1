import type { CompletionChunk } from "./completion-chunk.ts";
import { parseChunk } from "./parse-chunk.ts";

/** Chunks are not deeper than this. */
const MAX_DEPTH = 32;
/** An escape that the cut has gone through. */
const CUT_ESCAPE = /(?<!\\)(?:\\\\)*(\\(?:u[0-9a-fA-F]{0,3})?)$/;
/** Characters before the cut in which an escape may begin; a longer run of backslashes is no chunk's. */
const TAIL = 1_024;

/**
 * The beginning of a chunk as a chunk: where it was cut, the text that it was in and all that holds it are closed. So the text
 * of an event or body that has no end in sight can be told from padding.
 *
 * @returns `null` for what is no beginning of a chunk
 */
export function unendedChunk(begun: string): CompletionChunk | null {
  const closers: string[] = [];
  let inText = false;
  for (let at = 0; at < begun.length; at += 1) {
    const character = begun.charAt(at);
    if (inText) {
      if (character === "\\") at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === "{") closers.push("}");
    else if (character === "[") closers.push("]");
    else if ((character === "}" || character === "]") && closers.pop() !== character) return null;
    if (closers.length > MAX_DEPTH) return null;
  }
  const end = closers.reverse().join("");
  if (!inText) return parseChunk(begun + end);
  const escape = CUT_ESCAPE.exec(begun.slice(-TAIL))?.[1] ?? "";
  return parseChunk(`${begun.slice(0, begun.length - escape.length)}"${end}`);
}
