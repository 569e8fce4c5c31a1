import type { Random } from "../../../core/index.ts";
import type { Limit, StretchGoal } from "../task/task.ts";
import type { Naming } from "./naming.ts";
import { printed } from "./vocabulary.ts";

/** A question for stretches: the limits inside one sentence, as a definition before it, or as a list. */
export function stretchWords(goal: StretchGoal, { item, items, none }: Naming, random: Random): string {
  const { aim, tie } = goal;
  const clauses = random.shuffle([...goal.limits]).map((limit) => limitClause(limit, items, random));
  const joined = clauses.length > 1 ? `${clauses.slice(0, -1).join(", ")} and ${clauses.at(-1)}` : (clauses[0] ?? "");
  const isGood = random.pick([
    `Call a stretch good if ${joined}.`,
    `A stretch is good if all of this is true of it:\n${clauses.map((clause) => `- ${clause}`).join("\n")}\n`,
    null,
  ]);
  if (aim === "count") {
    if (isGood === null) {
      return random.pick([
        `How many stretches are there in which ${joined}? Print their number.`,
        `Print the number of stretches in which ${joined}.`,
      ]);
    }
    return `${isGood} ${random.pick(["Print how many good stretches there are.", "Count the good stretches, and print their number."])}`;
  }
  const which = tie === "first" ? "first" : "last";
  const ties = random.pick([
    `If several are equally long, take the one that begins ${which}.`,
    `Of several such stretches of that length the one that begins ${which} is meant.`,
  ]);
  const printing = random.pick([
    `Print its length and the position of its first ${item}, separated by a space. If there is none, print ${printed(none)}.`,
    `Print two numbers separated by a space, its length and the position at which it begins, or ${printed(none)} if there is no such stretch.`,
  ]);
  const asked =
    isGood === null
      ? random.pick([
          `Find the ${aim} stretch in which ${joined}.`,
          `Look for a stretch in which ${joined}; it has to be the ${aim} of all of these.`,
        ])
      : `${isGood} ${random.pick([`Find the ${aim} good stretch.`, `Of all good stretches we want the ${aim}.`])}`;
  return `${asked} ${ties} ${printing}`;
}

/** What has to be true in a stretch. */
function limitClause(limit: Limit, items: string, random: Random): string {
  switch (limit.limit) {
    case "totalAtMost":
      return random.pick([
        `the total ${limit.of} is at most ${limit.parameter}`,
        `the ${limit.of} values add up to no more than ${limit.parameter}`,
      ]);
    case "totalAtLeast":
      return random.pick([
        `the total ${limit.of} is at least ${limit.parameter}`,
        `the ${limit.of} values add up to ${limit.parameter} or more`,
      ]);
    case "totalEquals":
      return random.pick([
        `the total ${limit.of} is exactly ${limit.parameter}`,
        `the ${limit.of} values add up to ${limit.parameter}, no more and no less`,
      ]);
    case "differentAtMost":
      return random.pick([
        `at most ${limit.parameter} different ${limit.of} values occur`,
        `the number of different ${limit.of} values does not exceed ${limit.parameter}`,
      ]);
    case "differentAtLeast":
      return random.pick([
        `at least ${limit.parameter} different ${limit.of} values occur`,
        `the number of different ${limit.of} values is ${limit.parameter} or more`,
      ]);
    case "spreadAtMost":
      return random.pick([
        `the largest and the smallest ${limit.of} differ by at most ${limit.parameter}`,
        `no two ${items} have ${limit.of} values more than ${limit.parameter} apart`,
      ]);
    case "spreadAtLeast":
      return random.pick([
        `the largest and the smallest ${limit.of} differ by at least ${limit.parameter}`,
        `the largest ${limit.of} is greater than the smallest by ${limit.parameter} or more`,
      ]);
    case "repeatsAtMost":
      return random.pick([
        `no ${limit.of} value occurs more than ${limit.parameter} times`,
        `each ${limit.of} value occurs at most ${limit.parameter} times`,
      ]);
    case "marksAtMost":
      return random.pick([
        `there are at most ${limit.parameter} ${limit.mark} ${items}`,
        `no more than ${limit.parameter} of the ${items} are ${limit.mark}`,
      ]);
    case "marksAtLeast":
      return random.pick([
        `there are at least ${limit.parameter} ${limit.mark} ${items}`,
        `${limit.parameter} or more of the ${items} are ${limit.mark}`,
      ]);
    case "totalRemainder":
      return random.pick([
        `the total ${limit.of} leaves the remainder ${limit.rest} on division by ${limit.divisor}`,
        `dividing the total ${limit.of} by ${limit.divisor} leaves ${limit.rest}`,
      ]);
    case "balance":
      return random.pick([
        `there are as many ${limit.first} ${items} as ${limit.second} ones`,
        `the ${limit.first} ${items} are exactly as many as the ${limit.second} ones`,
      ]);
  }
}
