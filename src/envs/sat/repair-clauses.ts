import type { Random } from "../../core/index.ts";

/** Rounds of repair before the draft is refused; about three are needed. */
const MAX_ROUNDS = 100;

/**
 * Removes repeated variables within a clause and repeated clauses by swapping an occurrence with a random one of equal
 * polarity, which leaves every variable's counts as they were.
 *
 * @param slots where the literals of each clause stand: s ≥ 0 in `agreeing[s]`, s < 0 in `opposing[-s - 1]`.
 * @returns false when some are left after {@link MAX_ROUNDS}.
 */
export function repairClauses(slots: Int32Array, agreeing: number[], opposing: number[], random: Random): boolean {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const repeating = clausesWithRepeatedVariable(slots, agreeing, opposing);
    const broken = repeating.length > 0 ? repeating : repeatedClauses(slots, agreeing, opposing);
    if (broken.length === 0) return true;
    for (const clause of broken) {
      const slot = slots[clause * 3 + random.below(3)] as number;
      const list = slot >= 0 ? agreeing : opposing;
      const here = slot >= 0 ? slot : -1 - slot;
      const there = random.below(list.length);
      const held = list[here] as number;
      list[here] = list[there] as number;
      list[there] = held;
    }
  }
  return false;
}

function clausesWithRepeatedVariable(slots: Int32Array, agreeing: number[], opposing: number[]): number[] {
  const found: number[] = [];
  for (let at = 0; at < slots.length; at += 3) {
    const a = variableAt(slots[at] as number, agreeing, opposing);
    const b = variableAt(slots[at + 1] as number, agreeing, opposing);
    const c = variableAt(slots[at + 2] as number, agreeing, opposing);
    if (a === b || a === c || b === c) found.push(at / 3);
  }
  return found;
}

/** Clauses that say the same as an earlier one. All have three different variables here. */
function repeatedClauses(slots: Int32Array, agreeing: number[], opposing: number[]): number[] {
  const seen = new Set<number>();
  const found: number[] = [];
  for (let at = 0; at < slots.length; at += 3) {
    let a = literalAt(slots[at] as number, agreeing, opposing);
    let b = literalAt(slots[at + 1] as number, agreeing, opposing);
    let c = literalAt(slots[at + 2] as number, agreeing, opposing);
    if (a > b) [a, b] = [b, a];
    if (b > c) [b, c] = [c, b];
    if (a > b) [a, b] = [b, a];
    // Ten bits a literal: up to 511 variables.
    const key = (a * 1024 + b) * 1024 + c;
    if (seen.has(key)) found.push(at / 3);
    else seen.add(key);
  }
  return found;
}

/** A literal as one number: twice its variable, odd where it opposes the planted value. */
function literalAt(slot: number, agreeing: number[], opposing: number[]): number {
  return variableAt(slot, agreeing, opposing) * 2 + (slot >= 0 ? 0 : 1);
}

function variableAt(slot: number, agreeing: number[], opposing: number[]): number {
  return (slot >= 0 ? agreeing[slot] : opposing[-1 - slot]) as number;
}
