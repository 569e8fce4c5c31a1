import type { Limit, PairGoal, StretchGoal, Task } from "../task/task.ts";

/**
 * Lines that set `answer` by looking at every stretch or pair in turn, up to `most` of them where that is given; `null`
 * for goals that have neither.
 */
export function bruteForce({ goal }: Task, most: string | null): readonly string[] | null {
  return goal.goal === "stretch" ? everyStretch(goal, most) : goal.goal === "pair" ? everyPair(goal, most) : null;
}

function stop(most: string | null, result: string): readonly string[] {
  return most === null ? [] : ["        steps += 1", `        if steps > ${most}: return ${result}`];
}

function everyStretch({ aim, limits, tie }: StretchGoal, most: string | null): readonly string[] {
  const longer = { longest: ">", shortest: "<", count: ">" }[aim];
  return [
    "def search():",
    "    best, count, steps = None, 0, 0",
    "    for a in range(len(kept)):",
    ...limits.flatMap(begin).map((line) => `        ${line}`),
    "        for b in range(a, len(kept)):",
    ...stop(most, aim === "count" ? "[count]" : "best").map((line) => `    ${line}`),
    "            i = kept[b]",
    ...limits.flatMap(enter).map((line) => `            ${line}`),
    `            if ${limits.map(holds).join(" and ")}:`,
    "                count += 1",
    `                if best is None or b - a + 1 ${longer}${tie === "last" ? "=" : ""} best[0]: best = [b - a + 1, kept[a] + 1]`,
    `    return ${aim === "count" ? "[count]" : "best"}`,
    "answer = search()",
  ];
}

function everyPair(goal: PairGoal, most: string | null): readonly string[] {
  const { aim, link, earlier, later, sum, divisor, apart, gain } = goal;
  const linked = {
    same: `${earlier}[i] == ${later}[j]`,
    sum: `${earlier}[i] + ${later}[j] == ${sum}`,
    remainder: `(${earlier}[i] - ${later}[j]) % ${divisor} == 0`,
  }[link];
  const far = apart === null ? "" : ` and j - i ${apart.side === "atLeast" ? ">=" : "<="} ${apart.parameter}`;
  const result = aim === "count" ? "[count]" : "None if best is None else [best]";
  return [
    "def search():",
    "    best, count, steps = None, 0, 0",
    "    for b in range(len(kept)):",
    "        j = kept[b]",
    "        for i in kept[:b]:",
    ...stop(most, result).map((line) => `    ${line}`),
    `            if ${linked}${far}:`,
    "                count += 1",
    ...(gain === null
      ? []
      : [`                best = max(${gain.earlier}[i] + ${gain.later}[j], best if best is not None else -10**18)`]),
    `    return ${result}`,
    "answer = search()",
  ];
}

const nameOf = (limit: Limit): string => limit.limit.toLowerCase();

function begin(limit: Limit): string[] {
  const name = nameOf(limit);
  if (limit.limit.startsWith("different") || limit.limit === "repeatsAtMost") return [`${name} = {}`];
  return limit.limit.startsWith("spread") ? [`${name}, ${name}_low = -10**18, 10**18`] : [`${name} = 0`];
}

function enter(limit: Limit): string[] {
  const name = nameOf(limit);
  if (limit.limit === "balance") return [`${name} += ${limit.first}[i] - ${limit.second}[i]`];
  if (!("of" in limit)) return [`${name} += ${limit.mark}[i]`];
  const value = `${limit.of}[i]`;
  if (limit.limit.startsWith("different") || limit.limit === "repeatsAtMost") {
    return [`${name}[${value}] = ${name}.get(${value}, 0) + 1`];
  }
  if (limit.limit.startsWith("spread"))
    return [`${name}, ${name}_low = max(${name}, ${value}), min(${name}_low, ${value})`];
  return [`${name} += ${value}`];
}

function holds(limit: Limit): string {
  const name = nameOf(limit);
  if (limit.limit === "balance") return `${name} == 0`;
  if (limit.limit === "totalRemainder") return `${name} % ${limit.divisor} == ${limit.rest}`;
  const compare = limit.limit.endsWith("AtMost") ? "<=" : limit.limit === "totalEquals" ? "==" : ">=";
  const measured = limit.limit.startsWith("different")
    ? `len(${name})`
    : limit.limit === "repeatsAtMost"
      ? `max(${name}.values())`
      : limit.limit.startsWith("spread")
        ? `${name} - ${name}_low`
        : name;
  return `${measured} ${compare} ${limit.parameter}`;
}
