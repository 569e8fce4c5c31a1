import type { Figure } from "./design.ts";

/** The figures that reports and choices are about: the later half, which rest on the others. */
export function toldOf(figures: readonly Figure[]): readonly Figure[] {
  return figures.slice(Math.floor(figures.length / 2));
}
