/** How far printed lines are from the wanted ones: words that differ, numbers by a little less the nearer they are. */
export function distanceTo(wanted: readonly string[]): (lines: readonly string[] | null) => number {
  const parts = wanted.map(partsOf);
  return (lines) => {
    if (lines === null) return Number.POSITIVE_INFINITY;
    let distance = 3 * Math.abs(lines.length - parts.length);
    for (const [at, other] of parts.entries()) {
      const line = lines[at];
      if (line !== wanted[at]) distance += apart(partsOf(line ?? ""), other);
    }
    return distance;
  };
}

/** Numbers of a line, or its letters where it is a single word. */
function partsOf(line: string): readonly (number | string)[] {
  return /^[a-z]+$/.test(line) ? line.split("") : line.split(" ").map(Number);
}

function apart(own: readonly (number | string)[], other: readonly (number | string)[]): number {
  let distance = 2 * Math.abs(own.length - other.length);
  for (const [at, part] of other.entries()) {
    const mine = own[at];
    if (mine === part || mine === undefined) continue;
    const near = typeof mine === "number" && typeof part === "number" ? Math.min(Math.abs(mine - part), 100) : 100;
    distance += 1 + near / 1000;
  }
  return distance;
}
