import { Random } from "../../../core/index.ts";
import { numbersForNames } from "../../names/numbers-for-names.ts";
import type { Baseline, Study } from "../../study.ts";
import { fromBothEnds } from "../both-ends.ts";
import { frontToFront, guided, rimmed, type Found, type Weights } from "../guided.ts";
import {
  beam,
  eagerBestFirst,
  informedClimb,
  lazyBestFirst,
  relaxedWalk,
  wholePlans,
  type Ranks,
} from "../informed.ts";
import { tenthOfSteps } from "../plan-levels.ts";
import type { PlanSecret, Problem, Step } from "../problem.ts";
import { bestFirst, breadthFirst, climb, randomWay } from "../searches.ts";
import { nearestTo } from "../perimeter.ts";
import { sidesOf } from "../sides.ts";
import { stepsOf, taskOf, type Task, type Way } from "../task.ts";

/** Tokens that a model writes to look at one state: what holds in it, and what can be done. */
const TOKENS_A_STATE = 60;

/** The problem, the most steps, and the search's own form of both; the prompt says all of it. */
interface Opened {
  readonly problem: Problem;
  readonly task: Task;
}

/** How PLAN is measured. */
export const planStudy: Study<PlanSecret> = {
  opened: ({ secret: { problem, limit } }): Opened => ({ problem, task: taskOf(problem, limit) }),
  oracle: ({ secret }) => answerOf(secret.problem, secret.plan),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty answer", answer: () => "<answer></answer>" },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    {
      name: "every action in the order of the domain",
      answer: ({ opened }) => {
        const { problem, task } = opened as Opened;
        return answerOf(problem, stepsOf(task, task.actions.map((_, at) => at).slice(0, task.limit)));
      },
    },
    search("random actions that can be done", randomWay),
  ],
  shallow: [
    search("breadth first, a tenth of the steps", (task, _, level) => breadthFirst(task, tenthOfSteps(level)).way),
    search("greedy best first, a tenth of the steps", (task, random, level) =>
      bestFirst(task, tenthOfSteps(level), false, random),
    ),
    search("A*, a tenth of the steps", (task, random, level) => bestFirst(task, tenthOfSteps(level), true, random)),
    search("hill climbing, a tenth of the steps", (task, random, level) => climb(task, tenthOfSteps(level), random)),
    search("from both ends, a tenth of the steps", (task, _, level) => fromBothEnds(task, tenthOfSteps(level))),
    search("relaxed plan's first action", (task, random, level) =>
      relaxedWalk(task, tenthOfSteps(level), "sum", random, 1),
    ),
    search("relaxed plan's first action, begun anew, a tenth of the steps", (task, random, level) =>
      relaxedWalk(task, tenthOfSteps(level), "most", random),
    ),
    search("whole relaxed plans, a tenth of the steps", (task, random, level) =>
      wholePlans(task, tenthOfSteps(level), "sum", random),
    ),
    search("helpful action with the shortest relaxed plan, a tenth of the steps", (task, random, level) =>
      informedClimb(task, tenthOfSteps(level), { costs: "sum", guide: "plan", isHelped: true }, random),
    ),
    search("helpful action with the cheapest goal, a tenth of the steps", (task, random, level) =>
      informedClimb(task, tenthOfSteps(level), { costs: "sum", guide: "cost", isHelped: true }, random),
    ),
    lazy("relaxed plan's length, greedy", { costs: "sum", guide: "plan", made: 0, left: 1, idle: 1 }),
    lazy("relaxed plan's length, half", { costs: "most", guide: "plan", made: 1, left: 2, idle: 2 }),
    lazy("goal's costs, greedy", { costs: "sum", guide: "cost", made: 0, left: 1, idle: 1 }),
    lazy("goal's costs, A*", { costs: "sum", guide: "cost", made: 1, left: 1, idle: 1 }),
    lazy("goal's farthest fact, A*", { costs: "most", guide: "cost", made: 1, left: 1, idle: 0 }),
    search("relaxed plans of all that comes next, greedy, a tenth of the steps", (task, random, level) =>
      eagerBestFirst(task, tenthOfSteps(level), { costs: "sum", guide: "plan", made: 0, left: 1, idle: 0 }, random),
    ),
    search("beam by relaxed plans, a tenth of the steps", (task, random, level) => {
      const steps = tenthOfSteps(level);
      return beam(task, steps, "sum", "plan", Math.max(1, Math.floor(steps / (3 * task.limit))), random);
    }),
    ...[3, 5, 7].map((share) => around(true, share, "the nearest of its rim", { made: 0, left: 1 })),
    ...[3, 5, 7].map((share) => around(false, share, "the nearest of its rim", { made: 0, left: 1 })),
    around(true, 3, "the nearest of its rim, longest way first", { made: -1, left: 16 }),
    around(false, 5, "the nearest of its rim, A*", { made: 1, left: 1 }),
    search(
      "perimeter of 5 in 10 around the goal, then by what is missing, a tenth of the steps",
      (task, random, level) => {
        const steps = tenthOfSteps(level);
        const left = nearestTo(task.ends, task.count);
        const by = { made: 0, left: 1 };
        return guided(sidesOf(task), false, Math.floor(steps / 2), steps, by, random, (at) => left[at] as number).way;
      },
    ),
    search(
      "perimeter of 3 in 10 around the goal, then by relaxed plans, a tenth of the steps",
      (task, random, level) => {
        const steps = tenthOfSteps(level);
        const { perimeter } = rimmed(sidesOf(task), false, Math.floor((3 * steps) / 10));
        return lazyBestFirst(
          task,
          steps,
          { costs: "sum", guide: "plan", made: 0, left: 1, idle: 1 },
          random,
          perimeter,
        );
      },
    ),
    search("both sides by turns, each to the nearest of the other's, a tenth of the steps", (task, random, level) =>
      frontToFront(sidesOf(task), tenthOfSteps(level), 4, { made: -1, left: 16 }, random),
    ),
  ],
  strong: [
    search(
      "perimeter around the beginning, then the nearest of its rim, 300 steps",
      (task, random) => cheapest(task, random, 300).way,
    ),
    search("greedy best first, as many steps", (task, random, level) =>
      bestFirst(task, 10 * tenthOfSteps(level), false, random),
    ),
  ],
  duplicatesASample: 2,
  answerLines: ({ secret }) => [{ text: linesOf(secret.problem, secret.plan), bits: 6 * secret.plan.length }],
  shape: ({ prompt }) => numbersForNames(prompt.slice(prompt.indexOf("(define"))),
  figures: ({ prompt, secret: { problem, optimum, limit } }) => {
    const task = taskOf(problem, limit);
    const { steps: breadth } = breadthFirst(task);
    const { steps } = cheapest(task, Random.from("steps"));
    return { optimum, breadth, steps, estimatedTokens: steps * TOKENS_A_STATE, promptCharacters: prompt.length };
  },
};

function search(name: string, way: (task: Task, random: Random, level: number) => Way): Baseline {
  return {
    name,
    answer({ opened, params }, random) {
      const { problem, task } = opened as Opened;
      return answerOf(problem, stepsOf(task, way(task, random, Number(params["level"]))));
    },
  };
}

/** The complete search with the fewest steps that is known: a perimeter around the beginning, and to its rim from the goal. */
function cheapest(task: Task, random: Random, steps = Infinity): Found {
  return guided(sidesOf(task), true, Math.round(1.5 * Math.sqrt(task.count)), steps, { made: 0, left: 1 }, random);
}

/** Breadth-first search around one side, by its share in ten of the steps, and a guided one from the other. */
function around(isFromGoal: boolean, share: number, by: string, weights: Weights): Baseline {
  const where = isFromGoal ? "beginning" : "goal";
  return search(
    `perimeter of ${share} in 10 around the ${where}, then ${by}, a tenth of the steps`,
    (task, random, level) => {
      const steps = tenthOfSteps(level);
      return guided(sidesOf(task), isFromGoal, Math.floor((steps * share) / 10), steps, weights, random).way;
    },
  );
}

/** Best-first search by the delete relaxation. */
function lazy(name: string, ranks: Ranks): Baseline {
  return search(`best first by the ${name}, a tenth of the steps`, (task, random, level) =>
    lazyBestFirst(task, tenthOfSteps(level), ranks, random),
  );
}

function answerOf(problem: Problem, plan: readonly Step[]): string {
  return `<answer>\n${linesOf(problem, plan)}\n</answer>`;
}

function linesOf({ types, operators }: Problem, plan: readonly Step[]): string {
  return plan
    .map(({ operator, objects }) => {
      const { name = "", parameters = [] } = operators[operator] ?? {};
      const words = objects.map((object, place) => types[parameters[place]?.type ?? 0]?.objects[object]);
      return `(${[name, ...words].join(" ")})`;
    })
    .join("\n");
}
