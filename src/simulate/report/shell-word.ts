/** A word as a shell needs it: in quotes where it holds more than letters, digits and a few harmless signs. */
export function shellWord(word: string): string {
  return /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
