import { AffineError, nearest, needText } from "../core/index.ts";

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
 * @throws AffineError `mechanism_unknown`, with the closest name where one is close, and the list.
 */
export function mechanism(name: string): Mechanism {
  needText(name, "mechanism", 'a name, such as "affine-v2"');
  if (Object.hasOwn(MECHANISMS, name)) return MECHANISMS[name as MechanismName];
  const names = Object.keys(MECHANISMS);
  const close = nearest(name.slice(0, 64), names);
  throw new AffineError("mechanism_unknown", `There is no mechanism "${name.slice(0, 64)}".`, {
    hint: `${close === undefined ? "" : `Did you mean ${close}? `}Choose one of: ${names.join(", ")}.`,
    details: { names },
  });
}
