/** Numbers of one block of memory that small columns share. */
const BLOCK = 1 << 15;
const MOST_SHARED = 256;

let block = new Float64Array(BLOCK);
let used = 0;

/**
 * A column for `count` numbers, all of which must be set: what stands in it is not told. Small ones are parts of a shared
 * block, since the engine takes several times as long to make each by itself as to work out ten numbers.
 */
export function newColumn(count: number): Float64Array {
  if (count > MOST_SHARED) return new Float64Array(count);
  if (used + count > BLOCK) {
    block = new Float64Array(BLOCK);
    used = 0;
  }
  const column = new Float64Array(block.buffer, used * Float64Array.BYTES_PER_ELEMENT, count);
  used += count;
  return column;
}
