import { KnownFacts } from "./known-facts.ts";
import { factKey, type Fact, type Theory } from "./theory.ts";

/** What is wrong with a proof, and in which of its lines, from 1. */
export interface ProofFault {
  readonly reason: "unknown_relation" | "unknown_constant" | "does_not_follow" | "goal_not_proved";
  readonly line: number;
}

/** Checks every line: it must be a given fact, or follow by one use of one rule from facts and from lines above it. */
export function checkProof(
  theory: Theory,
  goal: Fact,
  lines: readonly (readonly [string, string, string])[],
): ProofFault | null {
  const known = new KnownFacts(theory);
  for (const fact of theory.facts) known.add(fact);
  for (const [at, [relation, first, second]] of lines.entries()) {
    const line = at + 1;
    const fact: Fact = [
      theory.relations.indexOf(relation),
      theory.constants.indexOf(first),
      theory.constants.indexOf(second),
    ];
    if (fact[0] === -1) return { reason: "unknown_relation", line };
    if (fact[1] === -1 || fact[2] === -1) return { reason: "unknown_constant", line };
    if (!known.has(fact) && theory.rules.every((rule) => known.premises(rule, fact) === null)) {
      return { reason: "does_not_follow", line };
    }
    known.add(fact);
  }
  const wanted = factKey(theory, goal);
  const isProved = lines.some(
    ([relation, first, second]) =>
      factKey(theory, [
        theory.relations.indexOf(relation),
        theory.constants.indexOf(first),
        theory.constants.indexOf(second),
      ]) === wanted,
  );
  return isProved ? null : { reason: "goal_not_proved", line: lines.length };
}
