import type { Random } from "../../../core/index.ts";
import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { readItems, type OptTask } from "./read-items.ts";

/** Choices that the strongest model looks at; the others look at as many as they are allowed flips, times this. */
const MOST_LOOKS = 30_000;
const LOOKS_A_FLIP = 20;

/** Choosing under constraints: take what fits, then exchange as long as that is worth more. */
export const optSkill: TaskSkill = {
  name: "OPT",
  recognises: ({ question }: Prompt) => question.startsWith("Choose some of the items below"),
  answer({ question }, random, budget) {
    const task = readItems(question);
    if (task === null) return "I see no items to choose from.";
    const best = choose(task, random, looksOf(budget));
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const names = [...best].filter((_, at) => !slips || at > 0);
    return `This is the best that I have found.\n<answer>${names.join(" ")}</answer>`;
  },
};

function looksOf({ solver, flipsPerVariable }: Budget): number {
  if (solver === "random" || solver === "majority") return 1;
  return solver === "full" ? MOST_LOOKS : flipsPerVariable * LOOKS_A_FLIP;
}

function choose(task: OptTask, random: Random, looks: number): ReadonlySet<string> {
  const names = task.items.map(({ name }) => name);
  let best: ReadonlySet<string> = new Set();
  let most = 0;
  for (let left = looks; left > 0;) {
    let now: ReadonlySet<string> = new Set();
    for (const name of random.shuffle(names.slice())) {
      const next = withAll(task, now, name);
      if (worth(task, next) > worth(task, now)) now = next;
    }
    left -= 1;
    // As many exchanges in a row may fail as there are pairs.
    for (let failed = 0; failed < names.length ** 2 && left > 0; left -= 1) {
      const without = new Set(now);
      without.delete(random.pick(names));
      const next = withAll(task, without, random.pick(names));
      failed += 1;
      if (worth(task, next) > worth(task, now)) [now, failed] = [next, 0];
    }
    if (worth(task, now) > most) [best, most] = [now, worth(task, now)];
  }
  return best;
}

/** What a choice is worth; -1 where it breaks a constraint. */
function worth({ items, cost, time, excludes, needs, bonuses }: OptTask, chosen: ReadonlySet<string>): number {
  let [value, costs, times] = [0, 0, 0];
  for (const item of items) {
    if (!chosen.has(item.name)) continue;
    value += item.value;
    costs += item.cost;
    times += item.time;
  }
  if (costs > cost || times > time) return -1;
  if (excludes.some(([a, b]) => chosen.has(a) && chosen.has(b))) return -1;
  if (needs.some(([a, b]) => chosen.has(a) && !chosen.has(b))) return -1;
  return bonuses.reduce((sum, [a, b, more]) => (chosen.has(a) && chosen.has(b) ? sum + more : sum), value);
}

/** With an item, and all that it needs. */
function withAll(task: OptTask, chosen: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(chosen).add(name);
  for (const added of next) for (const [a, b] of task.needs) if (a === added) next.add(b);
  return next;
}
