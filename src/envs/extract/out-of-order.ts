/**
 * True where the numbers of lines say another order than the lines themselves. Equal ones, gaps, and a list that begins anew with
 * the number it began with say none; lines without a number (`null`) neither.
 */
export function isOutOfOrder(places: readonly (number | null)[]): boolean {
  const numbers = places.filter((place) => place !== null);
  return numbers.some((place, at) => place < (numbers[at - 1] ?? place) && place !== numbers[0]);
}
