const NAME = /\b[bdfgklmnprstvz][aeiou][bdfgklmnprstvz][aeiou][bdfgklmnprstvz]\b/g;

/** A text with numbers for its nonsense words, in the order in which they come: equal where only names differ. */
export function numbersForNames(text: string): string {
  const places = new Map<string, number>();
  return text.replace(NAME, (name) => {
    if (!places.has(name)) places.set(name, places.size);
    return `n${places.get(name)}`;
  });
}
