import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { planEnvironment } from "../index.ts";
import { fromBothEnds } from "./both-ends.ts";
import { frontToFront, guided } from "./guided.ts";
import { lazyBestFirst } from "./informed.ts";
import { CERTAIN, chanceOfRandomWays } from "./luck.ts";
import { nearestTo, perimeterOf } from "./perimeter.ts";
import { PLAN_LEVELS } from "./plan-levels.ts";
import type { PlanSecret } from "./problem.ts";
import { breadthFirst, randomWay } from "./searches.ts";
import { relaxed } from "./relaxed.ts";
import { sidesOf } from "./sides.ts";
import { after, can, isReached, taskOf, type Task, type Way } from "./task.ts";

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

describe("searches", () => {
  const questions = ["a", "b", "c", "d"].map((seed) => planEnvironment.generate({ level: 4 }, seed).secret);
  const isPlan = (task: Task, way: Way): boolean => {
    let states = task.start;
    for (const at of way) {
      if (!can(task, states, at)) return false;
      states = after(task, states, at);
    }
    return isReached(task, states);
  };

  test("behavior: from both ends the shortest plan is found", () => {
    for (const { problem, limit, optimum } of questions) {
      const task = taskOf(problem, limit);
      const way = fromBothEnds(task, Infinity);
      expect(way.length).toBe(optimum);
      expect(isPlan(task, way)).toBe(true);
    }
  });

  test("behavior: no fact of the goal appears later than its plan reaches it, and a relaxed plan reaches all of it", () => {
    for (const { problem, limit, optimum } of questions) {
      const task = taskOf(problem, limit);
      const order = task.actions.map((_, at) => at);
      const most = relaxed(task, order, "most").cost(task.start);
      expect(most).toBeLessThanOrEqual(optimum);
      for (const costs of ["sum", "most"] as const) {
        const plan = relaxed(task, order, costs).plan(task.start) ?? [];
        expect(plan.length).toBeGreaterThanOrEqual(most);
        const facts = new Set<string>();
        const add = (states: number, mask: number): void => {
          for (let bit = 0; bit < 32; bit += 2) {
            if (((mask >> bit) & 3) !== 0) facts.add(`${bit} ${(states >> bit) & 3}`);
          }
        };
        add(task.start, task.count - 1);
        for (const at of plan) {
          const { mask, want, flip } = task.actions[at]!;
          const before = facts.size;
          add(want, mask);
          expect(facts.size).toBe(before);
          add(want ^ flip, mask);
        }
        const reached = facts.size;
        add(task.goal.states, task.goal.mask);
        expect(facts.size).toBe(reached);
      }
    }
  });

  test("behavior: what best-first search by relaxed plans finds is a plan that counts", () => {
    let found = 0;
    for (const { problem, limit } of questions) {
      const task = taskOf(problem, limit);
      const ranks = { costs: "sum", guide: "cost", made: 0, left: 1, idle: 1 } as const;
      const way = lazyBestFirst(task, 100_000, ranks, Random.from("orders"));
      if (way.length === 0) continue;
      found += 1;
      expect(way.length).toBeLessThanOrEqual(limit);
      expect(isPlan(task, way)).toBe(true);
    }
    expect(found).toBeGreaterThan(0);
  });

  test("behavior: a perimeter and a guided search miss no plan, from either side, and say what they looked at", () => {
    for (const { problem, limit } of questions) {
      const task = taskOf(problem, limit);
      const sides = sidesOf(task);
      for (const isFromGoal of [true, false]) {
        for (const weights of [
          { made: 0, left: 1 },
          { made: -1, left: 16 },
          { made: 1, left: 1 },
        ]) {
          const search = (around: number, steps: number) =>
            guided(sides, isFromGoal, around, steps, weights, Random.from("drawn"));
          for (const around of [0, 40, Infinity]) {
            const { way, steps } = search(around, Infinity);
            expect(isPlan(task, way)).toBe(true);
            expect(way.length).toBeLessThanOrEqual(limit);
            expect(search(around, steps).way).toEqual(way);
            if (around < Infinity) expect(search(around, steps - 1).way).toEqual([]);
          }
        }
      }
      const way = frontToFront(sides, Infinity, 4, { made: 1, left: 1 }, Random.from("drawn"));
      expect(isPlan(task, way)).toBe(true);
      expect(way.length).toBeLessThanOrEqual(limit);
    }
  });

  test("behavior: with a perimeter around the goal relaxed plans find ways into it", () => {
    for (const { problem, limit } of questions) {
      const task = taskOf(problem, limit);
      const { goal, beginning } = sidesOf(task);
      const ranks = { costs: "sum", guide: "plan", made: 0, left: 1, idle: 1 } as const;
      const around = perimeterOf(goal, beginning.roots, task.count, 100);
      const way = lazyBestFirst(task, 100_000, ranks, Random.from("orders"), around);
      expect(isPlan(task, way)).toBe(true);
      expect(way.length).toBeLessThanOrEqual(limit);
    }
  });

  test("behavior: how many objects stand otherwise than in the nearest", () => {
    const { problem, limit } = questions[0]!;
    const task = taskOf(problem, limit);
    const some = [0, 0b11_00_01, 0b01_10_00_00_10];
    const away = nearestTo(some, task.count);
    const objects = Array.from({ length: 16 }, (_, object) => 2 * object);
    const differing = (one: number, other: number): number =>
      objects.filter((shift) => (((one ^ other) >> shift) & 3) !== 0).length;
    for (let states = 0; states < task.count; states += 1) {
      expect(away[states]).toBe(Math.min(...some.map((one) => differing(states, one))));
    }
  });

  test("behavior: how likely random ways are, and level 3 has no question of which they are likely", () => {
    const task = taskOf(lamps.problem, lamps.limit);
    const random = Random.from("ways");
    const ways = Array.from({ length: 20_000 }, () => randomWay(task, random));
    const found = ways.filter((way) => isPlan(task, way)).length / ways.length;
    expect(Math.abs(found - chanceOfRandomWays(task) / CERTAIN)).toBeLessThan(0.015);
    for (const seed of ["a", "b", "c", "d"]) {
      const { problem, limit } = planEnvironment.generate({ level: 3 }, seed).secret;
      expect(chanceOfRandomWays(taskOf(problem, limit))).toBeLessThanOrEqual(CERTAIN / 3_000);
    }
  });
});
