import { huntEnvironment } from "../../../src/envs/index.ts";

/** What the questions keep to which the spellings are answers. */

/** rovak is 4071, lumis 5, tipas 120. */
export const values = { names: ["rovak", "lumis", "tipas"], values: [4071, 5, 120] };

/** Two lamps: red is to be dark again and blue lit, so red is lit and passes it on. */
export const lamps = {
  problem: {
    types: [{ name: "lamp", objects: ["red", "blue"], states: ["dark", "lit", "dim"] }],
    relations: [{ name: "near", types: [0, 0] as const, pairs: [[0, 1]] as const }],
    operators: [
      { name: "light", parameters: [{ type: 0, before: 0, after: 1 }], relation: null },
      {
        name: "pass",
        parameters: [
          { type: 0, before: 1, after: 2 },
          { type: 0, before: 0, after: 1 },
        ],
        relation: { relation: 0, places: [0, 1] as const },
      },
    ],
    start: [0, 1].map((object) => ({ type: 0, object, state: 0 })),
    goal: [
      { type: 0, object: 0, state: 2 },
      { type: 0, object: 1, state: 1 },
    ],
  },
  optimum: 2,
  limit: 3,
  plan: [
    { operator: 0, objects: [0] },
    { operator: 1, objects: [0, 1] },
  ],
};

/** a before b before c before d, by what is next to what. */
export const order = {
  theory: {
    relations: ["next", "before", "after"],
    constants: ["a", "b", "c", "d"],
    facts: [0, 1, 2].map((first) => [0, first, first + 1] as const),
    rules: [
      { head: [1, 0, 1] as const, body: [[0, 0, 1]] as const },
      {
        head: [1, 0, 2] as const,
        body: [
          [0, 0, 1],
          [1, 1, 2],
        ] as const,
      },
      { head: [2, 1, 0] as const, body: [[1, 0, 1]] as const },
      { head: [1, 1, 0] as const, body: [[2, 0, 1]] as const },
    ],
  },
  goal: [1, 0, 3] as const,
  limit: 6,
  proof: [
    [1, 2, 3],
    [1, 1, 3],
    [1, 0, 3],
  ] as const,
};

/** rovak, tipas and sopen are best; rovak and lumis exclude one another, tipas needs sopen. */
export const items = {
  problem: {
    items: [
      { name: "rovak", value: 10, costs: [5, 1] as const },
      { name: "lumis", value: 9, costs: [1, 1] as const },
      { name: "tipas", value: 4, costs: [1, 1] as const },
      { name: "sopen", value: 1, costs: [1, 1] as const },
    ],
    budgets: [7, 3] as const,
    excludes: [[0, 1]] as const,
    needs: [[2, 3]] as const,
    bonuses: [[0, 2, 5]] as const,
  },
  base: 11,
  optimum: 20,
  best: [0, 2, 3],
};

/** Three codes of two digits from 0 to 3: 01, 23 and 12. */
export function codes(): ReturnType<typeof huntEnvironment.generate>["secret"] {
  const { secret } = huntEnvironment.generate({ level: 3 }, "spellings");
  const hidden = [
    [0, 1],
    [2, 3],
    [1, 2],
  ];
  return { ...secret, state: { ...secret.state, hidden } };
}
