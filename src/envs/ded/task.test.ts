import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { DED_LEVELS } from "./ded-levels.ts";
import { draftTask } from "./draft/draft-task.ts";
import { drawInput } from "./hidden/draw-input.ts";
import { groundOf } from "./task/ground.ts";
import { mutantsOf } from "./hidden/mutants.ts";
import { runGoal, runTask } from "./task/run-task.ts";
import { Scene } from "./task/scene.ts";
import type { Limit, StretchGoal, Task } from "./task/task.ts";
import { taskShape } from "./study/task-shape.ts";

/** A task whose items have one field `x` and the mark `odd`. */
function taskOf(goal: Task["goal"], change: Partial<Task> = {}): Task {
  return {
    item: "ship",
    items: "ships",
    mostItems: 100,
    fields: [{ name: "x", low: -9, high: 9 }],
    parameters: ["K"],
    quantities: [],
    marks: [{ name: "odd", when: { test: "notMultiple", of: { op: "own", of: "x" }, divisor: 2 } }],
    keep: null,
    goal,
    none: "none",
    ...change,
  };
}

const run = (task: Task, xs: readonly number[], k = 1): string => runTask(task, { parameters: [k], columns: [xs] });

const lists = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 14 });

describe("goals", () => {
  test("default: positions are counted from 1, and items that are set aside keep theirs", () => {
    const goal: StretchGoal = {
      goal: "stretch",
      aim: "longest",
      limits: [{ limit: "totalAtMost", of: "x", parameter: "K" }],
      tie: "first",
    };
    expect(run(taskOf(goal), [9, 1, 2, 9], 3)).toBe("2 2");
    // Without the even ones 9, 1, 9 and 1 are left, at 1, 2, 4 and 5.
    const kept = { keep: { mark: "odd", marked: true } };
    expect(run(taskOf(goal, kept), [9, 1, 2, 9, 1], 10)).toBe("2 1");
    expect(run(taskOf({ ...goal, tie: "last" }, kept), [9, 1, 2, 9, 1], 10)).toBe("2 4");
    expect(run(taskOf(goal), [9, 9], 3)).toBe("none");
  });

  test("law: two pointers find what looking at every stretch finds", () => {
    const limits: Limit[] = [
      { limit: "totalAtMost", of: "x", parameter: "K" },
      { limit: "totalAtLeast", of: "x", parameter: "K" },
      { limit: "totalEquals", of: "x", parameter: "K" },
      { limit: "differentAtMost", of: "x", parameter: "K" },
      { limit: "differentAtLeast", of: "x", parameter: "K" },
      { limit: "spreadAtMost", of: "x", parameter: "K" },
      { limit: "spreadAtLeast", of: "x", parameter: "K" },
      { limit: "repeatsAtMost", of: "x", parameter: "K" },
      { limit: "marksAtMost", mark: "odd", parameter: "K" },
      { limit: "marksAtLeast", mark: "odd", parameter: "K" },
      { limit: "totalRemainder", of: "x", divisor: 3, rest: 1 },
    ];
    const aims = fc.constantFrom("longest" as const, "shortest" as const, "count" as const);
    const ties = fc.constantFrom("first" as const, "last" as const);
    fc.assert(
      fc.property(
        lists,
        fc.integer({ min: 1, max: 12 }),
        aims,
        ties,
        fc.subarray(limits, { minLength: 1, maxLength: 3 }),
        (xs, k, aim, tie, some) => {
          const exact = some.filter(({ limit }) => limit === "totalEquals" || limit === "totalRemainder");
          fc.pre(exact.length < 2);
          const found = everyStretch(xs, k, some);
          const sorted = found.sort(
            (a, b) => (aim === "shortest" ? a[0] - b[0] : b[0] - a[0]) || (tie === "first" ? a[1] - b[1] : b[1] - a[1]),
          );
          const wanted = aim === "count" ? String(found.length) : (sorted[0]?.join(" ") ?? "none");
          expect(run(taskOf({ goal: "stretch", aim, limits: some, tie }), xs, k)).toBe(wanted);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("law: the largest total of items far apart is that of the best choice of all", () => {
    const signed = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(signed, fc.integer({ min: 1, max: 4 }), (xs, k) => {
        let best = 0;
        for (let chosen = 0; chosen < 2 ** xs.length; chosen += 1) {
          const places = xs.flatMap((_, at) => ((chosen >> at) & 1 ? [at] : []));
          if (places.some((at, index) => index > 0 && at - places[index - 1]! < k)) continue;
          best = Math.max(
            best,
            places.reduce((sum, at) => sum + xs[at]!, 0),
          );
        }
        expect(run(taskOf({ goal: "choose", of: "x", apart: "K" }), xs, k)).toBe(String(best));
      }),
    );
  });

  test("law: a cut is as even as the best of all cuts", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 4 }), (xs, k) => {
        const least = (from: number, parts: number): number => {
          const whole = xs.slice(from).reduce((sum, x) => sum + x, 0);
          if (parts === 1) return whole;
          let [best, own] = [whole, 0];
          for (let at = from; at < xs.length - 1; at += 1) {
            own += xs[at]!;
            best = Math.min(best, Math.max(own, least(at + 1, parts - 1)));
          }
          return best;
        };
        expect(run(taskOf({ goal: "cut", of: "x", parts: "K" }), xs, k)).toBe(String(least(0, k)));
      }),
    );
  });
});

/** Length and position of every stretch in which all limits hold, worked out from the words. */
function everyStretch(xs: readonly number[], k: number, limits: readonly Limit[]): [length: number, first: number][] {
  const found: [number, number][] = [];
  for (let from = 0; from < xs.length; from += 1) {
    for (let to = from + 1; to <= xs.length; to += 1) {
      const part = xs.slice(from, to);
      const total = part.reduce((sum, x) => sum + x, 0);
      const different = new Set(part).size;
      const spread = Math.max(...part) - Math.min(...part);
      const odd = part.filter((x) => x % 2 !== 0).length;
      const most = Math.max(...part.map((x) => part.filter((y) => y === x).length));
      const truths: Record<string, boolean> = {
        totalAtMost: total <= k,
        totalAtLeast: total >= k,
        totalEquals: total === k,
        differentAtMost: different <= k,
        differentAtLeast: different >= k,
        spreadAtMost: spread <= k,
        spreadAtLeast: spread >= k,
        repeatsAtMost: most <= k,
        marksAtMost: odd <= k,
        marksAtLeast: odd >= k,
        totalRemainder: total % 3 === 1,
      };
      if (limits.every(({ limit }) => truths[limit])) found.push([to - from, from + 1]);
    }
  }
  return found;
}

describe("near misses", () => {
  test("law: what is taken over from the task itself changes no near miss", () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const random = Random.from("near", seed);
      const task = draftTask(DED_LEVELS[seed % 6]!, random);
      if (task === null) continue;
      const { ground, parameters } = drawInput(task, "random", random);
      for (const { task: other, slip } of mutantsOf(task)) {
        const anew = runGoal(other, new Scene(groundOf(other, ground.given, slip), parameters, slip));
        expect(runGoal(other, new Scene(groundOf(other, ground.given, slip, ground), parameters, slip))).toBe(anew);
      }
    }
  });

  test("behavior: a shape forgets names and numbers, and nothing else", () => {
    const task = taskOf({ goal: "choose", of: "x", apart: "K" });
    const renamed = JSON.parse(JSON.stringify(task).replaceAll('"x"', '"y"').replaceAll('"K"', '"L"')) as Task;
    expect(taskShape(renamed)).toBe(taskShape(task));
    expect(taskShape({ ...task, goal: { goal: "cut", of: "x", parts: "K" } })).not.toBe(taskShape(task));
  });
});
