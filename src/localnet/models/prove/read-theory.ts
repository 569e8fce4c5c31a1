/** A relation and its two places, constants or variables. */
export type Atom = readonly [relation: string, first: string, second: string];

export interface ReadTheory {
  readonly facts: readonly Atom[];
  readonly rules: readonly { readonly body: readonly Atom[]; readonly head: Atom }[];
  readonly goal: string;
}

const ATOM = /([a-z]+)\(([A-Za-z]+), ([A-Za-z]+)\)/g;

/** Reads facts, rules and goal out of a question; `null` where there are none. */
export function readTheory(question: string): ReadTheory | null {
  const [, facts = "", rules = "", goal = ""] =
    /\nFacts:\n([\s\S]*?)\n\nRules:\n([\s\S]*?)\n\nGoal: (.*)\n/.exec(question) ?? [];
  if (goal === "") return null;
  return {
    facts: facts.split("\n").flatMap(atoms),
    rules: rules.split("\n").flatMap((line) => {
      const [body = "", head = ""] = line.split(" -> ");
      const [only] = atoms(head);
      return only === undefined ? [] : [{ body: atoms(body), head: only }];
    }),
    goal,
  };
}

function atoms(text: string): Atom[] {
  return Array.from(text.matchAll(ATOM), ([, relation = "", first = "", second = ""]) => [relation, first, second]);
}
