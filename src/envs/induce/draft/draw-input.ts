import type { Random } from "../../../core/index.ts";
import type { Input, InputKind } from "../grammar/rule.ts";
import { LETTERS } from "../grammar/run-rule.ts";

/** Bounds of what functions are called with; the prompt states them. */
export const BOUNDS = { least: -20, greatest: 40, leastKey: 2, greatestKey: 9, longest: 12 } as const;

/** How long the lists are, and how alike their elements. */
export type Occasion = "usual" | "one" | "few" | "long" | "equal";

/** An input for an occasion. */
export function drawInput(kind: InputKind, occasion: Occasion, random: Random): Input {
  const length = lengthFor(kind, occasion, random);
  const element = (): number =>
    kind === "word" ? random.between(1, LETTERS) : random.between(BOUNDS.least, BOUNDS.greatest);
  const list = (): number[] => {
    const first = element();
    return Array.from({ length }, () => (occasion === "equal" ? first : element()));
  };
  const xs = list();
  const ys = kind === "lists" ? list() : [];
  return { xs, ys, k: kind === "key" ? random.between(BOUNDS.leastKey, BOUNDS.greatestKey) : 0 };
}

function lengthFor(kind: InputKind, occasion: Occasion, random: Random): number {
  switch (occasion) {
    case "one":
      return 1;
    case "few":
      return random.between(2, 4);
    case "long":
      return kind === "lists" ? BOUNDS.longest - 3 : BOUNDS.longest;
    case "equal":
      return random.between(4, 6);
    case "usual":
      return kind === "lists" ? random.between(5, 8) : random.between(6, 10);
  }
}
