/**
 * True where the numbers of lines say another order than the lines themselves. Equal ones and gaps say none, and neither does a
 * list that begins anew with the number it began with, unless a number comes twice in a part of it (`1, 2, 2, 1`: nobody
 * knows which of the two is meant); lines without a number (`null`) neither.
 */
export function isOutOfOrder(places: readonly (number | null)[]): boolean {
  const numbers = places.filter((place) => place !== null);
  const before = (at: number): number => numbers[at - 1] ?? -1;
  const begins = numbers.some((place, at) => place < before(at));
  return numbers.some((place, at) => (place < before(at) ? place !== numbers[0] : begins && place === before(at)));
}
