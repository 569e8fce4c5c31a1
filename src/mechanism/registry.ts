import { AffineError } from "../core/index.ts";

/** The mechanism that runs where none is chosen. */
export const DEFAULT_MECHANISM = "affine-v2";

/** The mechanisms there are. */
export const MECHANISMS = {
  "affine-v1": { name: "affine-v1", summary: "the original's rule: Pareto dominance over a window of results" },
  "affine-v2": { name: "affine-v2", summary: "champion and challengers, tested with wealth; integers only" },
} as const;

export type MechanismName = keyof typeof MECHANISMS;
export type Mechanism = (typeof MECHANISMS)[MechanismName];

/**
 * A mechanism by its name.
 *
 * @throws AffineError `mechanism_unknown`, with the closest name where one is close, else with the list.
 */
export function mechanism(name: string): Mechanism {
  if (Object.hasOwn(MECHANISMS, name)) return MECHANISMS[name as MechanismName];
  const names = Object.keys(MECHANISMS);
  const close = closest(name, names);
  throw new AffineError("mechanism_unknown", `There is no mechanism "${name.slice(0, 64)}".`, {
    hint: close === null ? `Choose one of: ${names.join(", ")}.` : `Did you mean ${close}?`,
    details: { names },
  });
}

/** The name with the fewest changed letters, if at most three differ. */
function closest(typed: string, names: readonly string[]): string | null {
  const wanted = typed.trim().toLowerCase().slice(0, 64);
  const ranked = names
    .map((name) => ({ name, distance: editDistance(wanted, name) }))
    .sort((a, b) => a.distance - b.distance);
  const first = ranked[0];
  const tied = ranked.filter((entry) => entry.distance === first?.distance).length > 1;
  return first === undefined || tied || first.distance > 3 ? null : first.name;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const change = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
