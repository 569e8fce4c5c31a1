import type { Formula } from "../formula.ts";
import { literalIndex } from "./search-state.ts";

const ROUNDS = 3;

/**
 * A fingerprint that does not change when variables are renamed or negated, or when clauses or literals change places:
 * colour refinement over literals and clauses, 64 bits. Formulas of one shape share it; others share it only when
 * refinement cannot tell them apart, which errs towards counting a duplicate.
 */
export function formulaShape(formula: Formula): string {
  return [refine(formula, 0x2545f491), refine(formula, 0x6c078965)]
    .map((colour) => (colour >>> 0).toString(16).padStart(8, "0"))
    .join("");
}

function refine({ variables, literals, clauseSize }: Formula, salt: number): number {
  let colours = new Int32Array(2 * variables + 2).fill(salt);
  let total = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = new Int32Array(colours.length);
    total = 0;
    for (let start = 0; start < literals.length; start += clauseSize) {
      let clause = 0;
      for (let at = start; at < start + clauseSize; at += 1) clause += mix(colourOf(colours, literals[at]), salt);
      clause = mix(clause | 0, round + 1);
      total = (total + clause) | 0;
      for (let at = start; at < start + clauseSize; at += 1) {
        const index = literalIndex(literals[at] as number);
        sums[index] = (sums[index] as number) + clause;
      }
    }
    // A literal sees its own clauses and those of its negation; a renaming or negation carries both along.
    colours = colours.map((colour, index) =>
      mix(colour ^ mix(sums[index] as number, 7), mix(sums[index ^ 1] as number, 13)),
    );
  }
  return total;
}

function colourOf(colours: Int32Array, literal: number | undefined): number {
  return colours[literalIndex(literal as number)] as number;
}

/** A 32-bit finalizer in the manner of MurmurHash3. */
function mix(value: number, salt: number): number {
  let mixed = (value ^ Math.imul(salt, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
