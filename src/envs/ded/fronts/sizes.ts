import type { Random } from "../../../core/index.ts";
import type { InputKind } from "../spec/operation.ts";

/** How many items an input has. */
export function itemCount(random: Random, kind: InputKind, most = 12, large = 50): number {
  if (kind === "empty") return 0;
  if (kind === "one") return 1;
  return kind === "large" ? large : random.between(4, most);
}

/** `count` integers; those of an "equal" input are all the same, those of "ties" few. */
export function integersOf(random: Random, kind: InputKind, count: number, limit: number): number[] {
  const same = random.between(-9, 30);
  const draw = (): number => {
    if (kind === "equal") return same;
    if (kind === "ties") return random.between(-3, 4);
    return kind === "huge" ? random.between(-limit, limit) : random.between(-40, 99);
  };
  return Array.from({ length: count }, draw);
}

/** Lines as the text of an input. */
export function textOf(lines: readonly (string | number)[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
