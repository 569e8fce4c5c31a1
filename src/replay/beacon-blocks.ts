/** Round blocks whose hashes a snapshot repeats: those after the grid block before, up to its own. Ascending. */
export function beaconBlocks(
  grid: number,
  { roundBlocks, gridBlocks }: { roundBlocks: number; gridBlocks: number },
): number[] {
  const first = Math.max(0, (Math.floor((grid - gridBlocks) / roundBlocks) + 1) * roundBlocks);
  const count = Math.max(0, Math.floor((grid - first) / roundBlocks) + 1);
  return Array.from({ length: count }, (_, place) => first + place * roundBlocks);
}
