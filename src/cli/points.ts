/** Basis points as points of a score, rounded as they are shown: a small loss is `0.0`, not `-0.0`. */
export function points(bp: number, digits = 1): string {
  const text = (bp / 100).toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** The same with its sign: `+1.5`. */
export function signedPoints(bp: number, digits = 1): string {
  const text = points(bp, digits);
  return Number(text) > 0 ? `+${text}` : text;
}
