import type { Atom, ReadTheory } from "./read-theory.ts";

type Values = Readonly<Record<string, string>>;

/**
 * What follows, round by round, until the goal does.
 *
 * @param most facts that may be derived
 * @returns the lines of a proof; `null` where the goal was not found
 */
export function deriveGoal({ facts, rules, goal }: ReadTheory, most: number): string[] | null {
  const known = new Map<string, Atom[]>();
  const from = new Map<string, readonly string[]>();
  const learn = (atom: Atom, premises: readonly string[]): void => {
    from.set(textOf(atom), premises);
    known.set(atom[0], [...(known.get(atom[0]) ?? []), atom]);
  };
  for (const fact of facts) if (!from.has(textOf(fact))) learn(fact, []);
  const given = from.size;
  for (let before = -1; before !== from.size && !from.has(goal) && from.size - given < most;) {
    before = from.size;
    const round: { atom: Atom; premises: readonly string[] }[] = [];
    for (const { body, head } of rules) {
      for (const { values, premises } of ways(body, {}, known)) round.push({ atom: filled(head, values), premises });
    }
    for (const { atom, premises } of round)
      if (!from.has(textOf(atom)) && from.size - given < most) learn(atom, premises);
  }
  return from.has(goal) ? linesTo(goal, from) : null;
}

function* ways(
  body: readonly Atom[],
  values: Values,
  known: ReadonlyMap<string, readonly Atom[]>,
): Generator<{ values: Values; premises: readonly string[] }> {
  const [[relation, first, second] = [], ...rest] = body;
  if (relation === undefined || first === undefined || second === undefined) {
    yield { values, premises: [] };
    return;
  }
  for (const atom of known.get(relation) ?? []) {
    if ((values[first] ?? atom[1]) !== atom[1]) continue;
    const next = { ...values, [first]: atom[1] };
    if ((next[second] ?? atom[2]) !== atom[2]) continue;
    for (const way of ways(rest, { ...next, [second]: atom[2] }, known)) {
      yield { values: way.values, premises: [textOf(atom), ...way.premises] };
    }
  }
}

function filled([relation, first, second]: Atom, values: Values): Atom {
  return [relation, values[first] ?? first, values[second] ?? second];
}

function textOf([relation, first, second]: Atom): string {
  return `${relation}(${first}, ${second})`;
}

/** Everything that is needed and not given, each behind what it follows from. */
function linesTo(goal: string, from: ReadonlyMap<string, readonly string[]>): string[] {
  const needed = new Set<string>();
  const waiting = [goal];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    const premises = from.get(text) ?? [];
    if (premises.length === 0 || needed.has(text)) continue;
    needed.add(text);
    waiting.push(...premises);
  }
  return [...from.keys()].filter((text) => needed.has(text));
}
