/** Models here have no vocabulary: four characters count as one token, the usual rule of thumb for English. */
export const CHARACTERS_PER_TOKEN = 4;

/** Tokens of a text, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The first `limit` tokens of a text. */
export function firstTokens(text: string, limit: number): string {
  return text.slice(0, limit * CHARACTERS_PER_TOKEN);
}
