/** The largest integer whose square is at most n, by Newton's method from above. @throws RangeError for n < 0. */
export function integerSquareRoot(n: bigint): bigint {
  if (n < 0n) throw new RangeError("A square root needs a number of at least 0.");
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
