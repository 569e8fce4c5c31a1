import type { Goal, GroupGoal, Limit, PairGoal, SortKey, StretchGoal } from "../task/task.ts";

/** Goals that differ in one point. */
export function nearGoals(goal: Goal): Goal[] {
  switch (goal.goal) {
    case "tally":
      if (goal.measure === "count") return [];
      return (["total", "largest", "smallest", "different"] as const)
        .filter((measure) => measure !== goal.measure)
        .map((measure) => ({ ...goal, measure }));
    case "stretch":
      return nearStretches(goal);
    case "pair":
      return nearPairs(goal);
    case "group":
      return [
        { ...goal, pick: goal.pick === "most" ? "least" : "most" },
        ...(["size", "total", "largest", "span", "different"] as const)
          .filter((score: GroupGoal["score"]) => score !== goal.score)
          .map((score) => ({ ...goal, score })),
      ];
    case "choose":
    case "cut":
      return [];
    case "chain":
      if (goal.link !== "step") {
        return [{ ...goal, link: goal.link === "always rises" ? "never falls" : "always rises" }];
      }
      return [
        { ...goal, step: goal.step + 1 },
        { ...goal, step: goal.step - 1 },
        ...(goal.earlier === goal.later ? [] : [{ ...goal, earlier: goal.later, later: goal.earlier }]),
      ];
    case "line":
      return [
        { ...goal, first: turned(goal.first) },
        { ...goal, second: turned(goal.second) },
        { ...goal, first: goal.second, second: goal.first },
        { ...goal, second: goal.first },
      ];
  }
}

function nearStretches(goal: StretchGoal): StretchGoal[] {
  const { aim, tie, limits } = goal;
  return [
    ...(aim === "count" ? [] : [{ ...goal, tie: tie === "first" ? ("last" as const) : ("first" as const) }]),
    ...(limits.length < 2 ? [] : limits.map((left) => ({ ...goal, limits: limits.filter((limit) => limit !== left) }))),
    ...limits.flatMap((limit) =>
      nearLimits(limit).map((other) => ({ ...goal, limits: limits.map((known) => (known === limit ? other : known)) })),
    ),
  ];
}

function nearPairs(goal: PairGoal): PairGoal[] {
  const { earlier, later, apart, gain, divisor, link } = goal;
  return [
    ...(earlier === later
      ? []
      : [
          // Which one is which makes no difference to a sum or a remainder in itself, only to which item is first.
          { ...goal, earlier: later, later: earlier },
          { ...goal, earlier: later },
          { ...goal, later: earlier },
        ]),
    ...(apart === null ? [] : [{ ...goal, apart: null }]),
    ...(gain === null || gain.earlier === gain.later
      ? []
      : [{ ...goal, gain: { earlier: gain.later, later: gain.earlier } }]),
    ...(link === "remainder"
      ? [
          { ...goal, divisor: divisor + 1 },
          { ...goal, divisor: divisor - 1 },
          { ...goal, link: "same" as const },
        ]
      : []),
  ];
}

function turned({ of, order }: SortKey): SortKey {
  return { of, order: order === "largest" ? "smallest" : "largest" };
}

function nearLimits(limit: Limit): Limit[] {
  switch (limit.limit) {
    case "totalRemainder":
      return [
        { ...limit, rest: (limit.rest + 1) % limit.divisor },
        { ...limit, divisor: limit.divisor + 1 },
        ...(limit.divisor - 1 > limit.rest ? [{ ...limit, divisor: limit.divisor - 1 }] : []),
      ];
    case "differentAtMost":
      return [{ ...limit, limit: "repeatsAtMost" }];
    case "repeatsAtMost":
      return [{ ...limit, limit: "differentAtMost" }];
    case "totalAtMost":
    case "totalAtLeast":
    case "totalEquals":
    case "differentAtLeast":
    case "spreadAtMost":
    case "spreadAtLeast":
    case "marksAtMost":
    case "marksAtLeast":
    case "balance":
      return [];
  }
}
