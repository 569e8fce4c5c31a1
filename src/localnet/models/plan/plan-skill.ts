import type { Random } from "../../../core/index.ts";
import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { readProblem, type GroundAction, type PlanTask } from "./read-problem.ts";

/** States that the strongest model looks at; the others look at as many as they are allowed flips, times this. */
const MOST_STATES = 20_000;
const STATES_A_FLIP = 10;

/** Planning: look at what can be done, and at what can be done then, until the goal holds. */
export const planSkill: TaskSkill = {
  name: "PLAN",
  recognises: ({ question }: Prompt) => question.includes("(:action ") && question.includes("(:goal "),
  answer({ question }, random, budget) {
    const task = readProblem(question);
    if (task === null) return "I see no problem to plan for.";
    const plan = planFor(task, random, budget);
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const said = slips ? plan.slice(1) : plan;
    return `I looked for a plan.\n<answer>\n${said.map(({ name }) => name).join("\n")}\n</answer>`;
  },
};

function planFor(task: PlanTask, random: Random, { solver, flipsPerVariable }: Budget): readonly GroundAction[] {
  if (solver === "random") return wander(task, random);
  if (solver === "majority") return search(task, STATES_A_FLIP);
  return search(task, solver === "full" ? MOST_STATES : flipsPerVariable * STATES_A_FLIP);
}

function wander({ actions, start, limit }: PlanTask, random: Random): readonly GroundAction[] {
  const plan: GroundAction[] = [];
  for (let state = start; plan.length < limit;) {
    const possible = actions.filter(({ needs }) => needs.every((fact) => state.has(fact)));
    if (possible.length === 0) break;
    const action = random.pick(possible);
    plan.push(action);
    state = after(state, action);
  }
  return plan;
}

/** Breadth first; nothing when the states run out. */
function search({ actions, start, goal }: PlanTask, most: number): readonly GroundAction[] {
  const queue: { state: ReadonlySet<string>; plan: readonly GroundAction[] }[] = [{ state: start, plan: [] }];
  const seen = new Set([keyOf(start)]);
  for (let at = 0; at < queue.length && at < most; at += 1) {
    const { state, plan } = queue[at] as (typeof queue)[number];
    if (goal.every((fact) => state.has(fact))) return plan;
    for (const action of actions) {
      if (!action.needs.every((fact) => state.has(fact))) continue;
      const next = after(state, action);
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ state: next, plan: [...plan, action] });
    }
  }
  return [];
}

function after(state: ReadonlySet<string>, { adds, deletes }: GroundAction): ReadonlySet<string> {
  const next = new Set(state);
  for (const fact of deletes) next.delete(fact);
  for (const fact of adds) next.add(fact);
  return next;
}

function keyOf(state: ReadonlySet<string>): string {
  return [...state].sort().join("");
}
