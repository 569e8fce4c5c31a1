import type { Rule } from "../grammar/rule.ts";

/** The rule with one thing left out: a step, the suffix, a condition with its result. */
export function shorterRules(rule: Rule): Rule[] {
  const { steps, core, suffix } = rule;
  const without = <Item>(items: readonly Item[], place: number): Item[] => items.filter((_, at) => at !== place);
  const shorter = steps.map((_, at): Rule => ({ ...rule, steps: without(steps, at) }));
  if (suffix !== null) shorter.push({ ...rule, suffix: null });
  if (core === null) return shorter;
  const { predicates, results } = core.choice;
  for (const at of predicates.keys()) {
    const choice = { predicates: without(predicates, at), results: without(results, at) };
    shorter.push({ ...rule, core: { ...core, choice } });
  }
  const last = { predicates: predicates.slice(0, -1), results: results.slice(0, -1) };
  if (predicates.length > 0) shorter.push({ ...rule, core: { ...core, choice: last } });
  return shorter;
}
