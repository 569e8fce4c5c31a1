import type { Random } from "../../../core/index.ts";
import type { ChainGoal, ChooseGoal, CutGoal, Goal, GroupGoal, LineGoal, PairGoal, TallyGoal } from "../task/task.ts";
import type { Naming } from "./naming.ts";
import { stretchWords } from "./stretch-words.ts";
import { printed } from "./vocabulary.ts";

/** What is asked for, and how it is printed. */
export function goalWords(goal: Goal, naming: Naming, random: Random): string {
  switch (goal.goal) {
    case "tally":
      return tally(goal, naming, random);
    case "stretch":
      return stretchWords(goal, naming, random);
    case "pair":
      return pair(goal, naming, random);
    case "group":
      return group(goal, naming, random);
    case "choose":
      return choose(goal, naming, random);
    case "chain":
      return chain(goal, naming, random);
    case "cut":
      return cut(goal, naming, random);
    case "line":
      return line(goal, naming, random);
  }
}

function tally({ measure, of }: TallyGoal, { items, none }: Naming, random: Random): string {
  if (measure === "count")
    return random.pick([`Print how many ${items} count.`, `How many ${items} count? Print the number.`]);
  if (measure === "total") {
    return random.pick([
      `Print the total ${of} of the ${items} that count.`,
      `Add up the ${of} of all ${items} that count, and print the sum.`,
    ]);
  }
  if (measure === "different") {
    return random.pick([
      `Print how many different ${of} values the ${items} that count have.`,
      `How many different ${of} values are there among the ${items} that count? Print the number.`,
    ]);
  }
  return random.pick([
    `Print the ${measure} ${of} among the ${items} that count, or ${printed(none)} if none counts.`,
    `Of the ${items} that count, print the ${measure} ${of}. If none counts, print ${printed(none)}.`,
  ]);
}

function pair(goal: PairGoal, { items, none }: Naming, random: Random): string {
  const clauses = [linkClause(goal, random), ...apartClause(goal, random)].join(" and ");
  if (goal.aim === "count") {
    return random.pick([
      `Count the pairs of ${items} in which ${clauses}. Print their number.`,
      `In how many pairs of ${items} is it so that ${clauses}? Print the number.`,
    ]);
  }
  const { earlier, later } = goal.gain ?? { earlier: "", later: "" };
  return random.pick([
    `Look at all pairs of ${items} in which ${clauses}. Print the largest value that the ${earlier} of the earlier one plus the ${later} of the later one has in any of them, or ${printed(none)} if there is no such pair.`,
    `For every pair of ${items} in which ${clauses}, add the earlier one's ${earlier} to the later one's ${later}, and print the largest of these sums. If there is no such pair, print ${printed(none)}.`,
  ]);
}

function linkClause({ link, earlier, later, sum, divisor }: PairGoal, random: Random): string {
  switch (link) {
    case "same":
      return random.pick([
        `the ${earlier} of the earlier one equals the ${later} of the later one`,
        `the earlier one's ${earlier} is the same as the later one's ${later}`,
      ]);
    case "sum":
      return random.pick([
        `the ${earlier} of the earlier one and the ${later} of the later one add up to ${sum}`,
        `the earlier one's ${earlier} and the later one's ${later} give ${sum} together`,
      ]);
    case "remainder":
      return random.pick([
        `the ${earlier} of the earlier one and the ${later} of the later one leave the same remainder on division by ${divisor}`,
        `the earlier one's ${earlier} and the later one's ${later} are equal modulo ${divisor}`,
      ]);
  }
}

function apartClause({ apart }: PairGoal, random: Random): string[] {
  if (apart === null) return [];
  const { side, parameter } = apart;
  return [
    side === "atLeast"
      ? random.pick([
          `their positions differ by at least ${parameter}`,
          `their positions are ${parameter} or more apart`,
        ])
      : random.pick([
          `their positions differ by at most ${parameter}`,
          `their positions are no more than ${parameter} apart`,
        ]),
  ];
}

function group({ by, score, of, pick, size }: GroupGoal, { items, none }: Naming, random: Random): string {
  const scores = {
    size: `the number of ${items} in it`,
    total: `the total ${of} of the ${items} in it`,
    largest: `the largest ${of} in it`,
    span: `the difference of the positions of its last and its first member`,
    different: `the number of different ${of} values in it`,
  };
  const most = pick === "most" ? "largest" : "smallest";
  return random.pick([
    `Put all ${items} with the same ${by} into one group. Groups of fewer than ${size} ${items} do not count. The value of a group is ${scores[score]}. Find the group with the ${most} value; of several the one with the smallest ${by}. Print its ${by} and its value, separated by a space; if no group counts, print ${printed(none)}.`,
    `Sort the ${items} into groups, one for each ${by} that occurs, and take for each group ${scores[score]}. Among the groups of ${size} ${items} or more, look for the ${most} such number. Print the ${by} of that group and the number itself, separated by a space. If several groups have it, take the one whose ${by} is smallest. Print ${printed(none)} if no group has ${size} ${items} or more.`,
  ]);
}

function choose({ of, apart }: ChooseGoal, { items }: Naming, random: Random): string {
  return random.pick([
    `Choose any number of ${items}, or none at all, in such a way that the positions of any two of them differ by at least ${apart}. Print the largest total ${of} that can be reached (the total of no ${items} is 0).`,
    `What is the largest total ${of} of a choice of ${items} in which no two have positions that differ by less than ${apart}? The empty choice is allowed and has the total 0. Print that total.`,
  ]);
}

function chain({ link, earlier, later, step }: ChainGoal, { item, items }: Naming, random: Random): string {
  const more = step === 0 ? "equals" : `is exactly ${step} more than`;
  const rule =
    link === "step"
      ? `the ${later} of every ${item} but the first ${more} the ${earlier} of the one chosen just before it`
      : link === "always rises"
        ? `the ${earlier} of every ${item} but the first is larger than that of the one chosen just before it`
        : `the ${earlier} of every ${item} but the first is at least that of the one chosen just before it`;
  return random.pick([
    `A chain is a choice of ${items}, not necessarily neighbours, in the order of the input, such that ${rule}. Print how many ${items} the longest chain has (0 if no ${item} counts).`,
    `How many ${items} can be chosen at most, if, taken in the order of the input, ${rule}? Print the number; it is 0 if no ${item} counts.`,
  ]);
}

function cut({ of, parts }: CutGoal, { item, items, none }: Naming, random: Random): string {
  return random.pick([
    `Cut the row of ${items} that count into at most ${parts} stretches, so that every one of them belongs to exactly one stretch, and look at the largest total ${of} of a stretch. Print the smallest value that this can have, or ${printed(none)} if no ${item} counts.`,
    `The ${items} that count are to be divided, in their order, into ${parts} stretches or fewer. Print the smallest number X for which this can be done in such a way that no stretch has a total ${of} above X. If no ${item} counts, print ${printed(none)}.`,
  ]);
}

function line({ first, second, rank, total }: LineGoal, { item, items, none }: Naming, random: Random): string {
  return random.pick([
    `Line the ${items} up by ${first.of}, the ${first.order} first; where it is equal, by ${second.of}, the ${second.order} first; and where that is equal too, in the order of the input. Print the position in the input of the ${item} at place ${rank} of the line (places are counted from 1) and the total ${total} of the first ${rank} ${items} of the line, separated by a space. If fewer than ${rank} ${items} count, print ${printed(none)}.`,
    `Rank the ${items}: a ${first.order === "largest" ? "larger" : "smaller"} ${first.of} comes before a ${first.order === "largest" ? "smaller" : "larger"} one; ties are broken by the ${second.order === "largest" ? "larger" : "smaller"} ${second.of}, and remaining ties by the order of the input. Which ${item} has rank ${rank} (the best has rank 1)? Print its position and the total ${total} of the ${items} of rank 1 to ${rank}, separated by a space, or ${printed(none)} if fewer than ${rank} ${items} count.`,
  ]);
}
