import type { ValidatorShare } from "../../mechanism/index.ts";

/** Validators with equal stake; the first, `v0`, is the one that may lie. */
export function equalValidators(count: number): readonly ValidatorShare[] {
  return Array.from({ length: count }, (_, place) => ({ hotkey: `v${place}`, share: 1 }));
}
