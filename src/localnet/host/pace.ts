import { setTimeout as sleep } from "node:timers/promises";
import { CHARACTERS_PER_TOKEN } from "./tokens.ts";

/** Pieces are written at most so often: a timer a token would cost more than the token. */
const BEAT_MS = 20;
const TOKENS_PER_PIECE_UNPACED = 64;

/** A model's text in pieces, at the speed at which it writes. Ends early, by throwing AbortError, when told so. */
export async function* paced(
  text: string,
  tokensPerSecond: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const tokensPerPiece =
    tokensPerSecond === undefined
      ? TOKENS_PER_PIECE_UNPACED
      : Math.max(1, Math.round((tokensPerSecond * BEAT_MS) / 1000));
  const size = tokensPerPiece * CHARACTERS_PER_TOKEN;
  for (let start = 0; start < text.length; start += size) {
    if (tokensPerSecond !== undefined) await sleep((tokensPerPiece * 1000) / tokensPerSecond, undefined, { signal });
    yield text.slice(start, start + size);
  }
}
