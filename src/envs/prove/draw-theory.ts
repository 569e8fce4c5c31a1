import type { Random } from "../../core/index.ts";
import { nonsenseWords } from "../names/nonsense-words.ts";
import type { ProveLevel } from "./prove-levels.ts";
import { factKey, type Fact, type Pattern, type Rule, type Theory } from "./theory.ts";

/** Forms of bodies and heads, as variables: X 0, Y 1, Z 2, W 3. The first pattern is the one that climbs a layer. */
const FORMS: readonly {
  readonly head: readonly [number, number];
  readonly body: readonly (readonly [number, number])[];
}[] = [
  {
    head: [0, 2],
    body: [
      [0, 1],
      [1, 2],
    ],
  },
  {
    head: [0, 2],
    body: [
      [1, 0],
      [1, 2],
    ],
  },
  {
    head: [2, 1],
    body: [
      [0, 1],
      [2, 0],
    ],
  },
  {
    head: [0, 1],
    body: [
      [0, 1],
      [1, 2],
    ],
  },
  {
    head: [1, 0],
    body: [
      [0, 1],
      [2, 0],
    ],
  },
  {
    head: [1, 0],
    body: [
      [0, 1],
      [0, 2],
    ],
  },
  {
    head: [0, 2],
    body: [
      [0, 1],
      [2, 1],
      [2, 3],
    ],
  },
  {
    head: [2, 0],
    body: [
      [0, 1],
      [1, 2],
      [3, 2],
    ],
  },
];

/** A theory with the relations of its topmost layer. */
export interface Drawn {
  readonly theory: Theory;
  readonly top: readonly number[];
}

/** Draws a theory whose relations stand in layers; the numbers and the order of its parts tell nothing about layers. */
export function drawTheory(level: ProveLevel, random: Random): Drawn {
  const { depth, constants, given, derived, distractors, ways } = level;
  const count = given + depth * derived;
  const words = nonsenseWords(count + constants, random);
  // Relation numbers in random order: the first `given` are given by facts, then come the layers.
  const numbers = random.sample(count, count);
  const layers = [numbers.slice(0, given)];
  for (let layer = 0; layer < depth; layer += 1) {
    layers.push(numbers.slice(given + layer * derived, given + (layer + 1) * derived));
  }
  const rules: Rule[] = [];
  for (const [at, layer] of layers.entries()) {
    if (at === 0) continue;
    const before = layers[at - 1] as readonly number[];
    const lower = layers.slice(0, at).flat();
    for (const [place, relation] of layer.entries()) {
      const own = ways[place % ways.length] as number;
      for (let way = 0; way < own; way += 1) rules.push(drawRule(relation, before, lower, random));
    }
  }
  for (let more = 0; more < distractors; more += 1) {
    rules.push(drawRule(random.pick(numbers.slice(given)), numbers, numbers, random));
  }
  const theory: Theory = {
    relations: words.slice(0, count),
    constants: words.slice(count),
    facts: [],
    rules: random.shuffle(rules),
  };
  const facts = (layers[0] as readonly number[]).flatMap((relation) =>
    drawFacts(theory, relation, level.facts, random),
  );
  return { theory: { ...theory, facts: random.shuffle(facts) }, top: layers[depth] as readonly number[] };
}

function drawRule(relation: number, first: readonly number[], others: readonly number[], random: Random): Rule {
  const { head, body } = random.pick(FORMS);
  return {
    head: [relation, ...head],
    body: random.shuffle(
      body.map((variables, place): Pattern => [random.pick(place === 0 ? first : others), ...variables]),
    ),
  };
}

function drawFacts(theory: Theory, relation: number, wanted: number, random: Random): Fact[] {
  const { length } = theory.constants;
  const found = new Map<number, Fact>();
  while (found.size < wanted) {
    const [first = 0, second = 0] = random.sample(length, 2);
    const fact: Fact = [relation, first, second];
    found.set(factKey(theory, fact), fact);
  }
  return [...found.values()];
}
