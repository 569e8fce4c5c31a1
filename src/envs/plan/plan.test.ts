import { describe, expect, test } from "vitest";
import { planEnvironment } from "../index.ts";
import { PLAN_LEVELS } from "./plan-levels.ts";
import type { PlanSecret } from "./problem.ts";
import { breadthFirst } from "./searches.ts";
import { taskOf } from "./task.ts";

/** Two lamps that can be lit one after the other, if they are near one another, and a key that opens nothing. */
const lamps: PlanSecret = {
  problem: {
    types: [
      { name: "lamp", objects: ["red", "blue"], states: ["dark", "lit"] },
      { name: "key", objects: ["bit"], states: ["here", "gone"] },
    ],
    relations: [{ name: "near", types: [0, 0], pairs: [[0, 1]] }],
    operators: [
      { name: "light", parameters: [{ type: 0, before: 0, after: 1 }], relation: null },
      {
        name: "pass",
        parameters: [
          { type: 0, before: 1, after: 0 },
          { type: 0, before: 0, after: 1 },
        ],
        relation: { relation: 0, places: [0, 1] },
      },
    ],
    start: [
      { type: 0, object: 0, state: 0 },
      { type: 0, object: 1, state: 0 },
      { type: 1, object: 0, state: 0 },
    ],
    goal: [
      { type: 0, object: 0, state: 0 },
      { type: 0, object: 1, state: 1 },
    ],
  },
  optimum: 1,
  limit: 3,
  plan: [{ operator: 0, objects: [1] }],
};
const reason = async (text: string) => (await planEnvironment.check(lamps, `<answer>${text}</answer>`)).reason;

describe("check", () => {
  test("behavior: any plan within the limit that reaches the goal, in any form", async () => {
    const right = [
      "(light blue)",
      "light blue",
      "light(blue)",
      "1. (LIGHT blue)",
      "(light red)\n(pass red blue)",
      "(light red) (pass red blue)",
      "- light(red)\n- pass(red, blue)",
      '["light red", "pass red blue"]',
      '["(light red)",\n "(pass red blue)"]',
      "0: (light red) ; first\n1: (pass red blue)",
      "```pddl\n(light blue)\n```",
    ];
    for (const text of right) expect(await reason(text), text).toBe("correct");
  });

  test("behavior: every zero says why", async () => {
    const wrong = [
      ["(light red)", "goal_not_reached"],
      ["(light blue)\n(light blue)", "precondition_fails"],
      ["(light blue)\n(pass blue red)", "precondition_fails"],
      ["(pass red red)", "repeated_object"],
      ["(pass red bit)", "wrong_type"],
      ["(light green)", "unknown_object"],
      ["(light)", "wrong_number_of_objects"],
      ["(dim red)", "unknown_action"],
      [Array(4).fill("(light blue)").join("\n"), "too_many_steps"],
      ["(light blue)\n".repeat(4_000), "too_many_steps"],
      ["", "empty_plan"],
      ["; nothing", "empty_plan"],
      ["(light blue)\nThen it is done!", "bad_step"],
    ] as const;
    for (const [text, why] of wrong) expect(await reason(text), text.slice(0, 60)).toBe(why);
  });
});

describe("generate", () => {
  test.each(PLAN_LEVELS.filter(({ level }) => level <= 5))(
    "behavior: level $level: the shortest plan has the steps that it says",
    async ({ level, depth, slack }) => {
      for (const seed of ["a", "b", "c"]) {
        const { secret } = planEnvironment.generate({ level }, seed);
        const { way } = breadthFirst(taskOf(secret.problem, secret.limit));
        expect(way.length).toBe(secret.optimum);
        expect([depth, depth + 1]).toContain(secret.optimum);
        expect(secret.limit).toBe(secret.optimum + slack);
        expect(secret.plan.length).toBe(secret.optimum);
        const answer = planEnvironment.study!.oracle({ prompt: "", messages: [], secret }) as string;
        const verdict = await planEnvironment.check(secret, answer);
        expect(verdict.reason).toBe("correct");
        // A shortest plan needs each of its steps.
        const shorter = answer.split("\n").toSpliced(1, 1).join("\n");
        expect((await planEnvironment.check(secret, shorter)).thousandths).toBe(0);
      }
    },
  );
});
