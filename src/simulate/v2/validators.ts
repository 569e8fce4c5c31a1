import type { ValidatorShare } from "../../mechanism/index.ts";

/** Validators with equal stake; the first, `v0`, is the one that may lie. */
export function equalValidators(count: number): readonly ValidatorShare[] {
  const equal = Math.floor(10_000 / count);
  return Array.from({ length: count }, (_, place) => ({
    hotkey: `v${place}`,
    share: place === 0 ? 10_000 - equal * (count - 1) : equal,
  }));
}
