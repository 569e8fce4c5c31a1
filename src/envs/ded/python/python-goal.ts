import type { ChainGoal, CutGoal, Goal, GroupGoal, LineGoal, PairGoal, SortKey, TallyGoal } from "../task/task.ts";
import { pythonStretch } from "./python-stretch.ts";

/** Lines that set `answer`, a list of numbers, or `None` where there is none. `kept` has the items that count. */
export function pythonGoal(goal: Goal): readonly string[] {
  switch (goal.goal) {
    case "tally":
      return tally(goal);
    case "stretch":
      return pythonStretch(goal);
    case "pair":
      return pair(goal);
    case "group":
      return group(goal);
    case "choose":
      return [
        "best = [0]",
        "j = 0",
        "for t, i in enumerate(kept):",
        `    while kept[j] + ${goal.apart} <= i:`,
        "        j += 1",
        `    best.append(max(best[t], best[j] + ${goal.of}[i]))`,
        "answer = [best[-1]]",
      ];
    case "chain":
      return chain(goal);
    case "cut":
      return cut(goal);
    case "line":
      return line(goal);
  }
}

function tally({ measure, of }: TallyGoal): readonly string[] {
  if (measure === "count") return ["answer = [len(kept)]"];
  if (measure === "total") return [`answer = [sum(${of}[i] for i in kept)]`];
  if (measure === "different") return [`answer = [len({${of}[i] for i in kept})]`];
  const fold = measure === "largest" ? "max" : "min";
  return [`answer = [${fold}(${of}[i] for i in kept)] if kept else None`];
}

function pair({ aim, link, earlier, later, sum, divisor, apart, gain }: PairGoal): readonly string[] {
  const rest = link === "remainder" ? ` % ${divisor}` : "";
  const wanted = link === "sum" ? `${sum} - ${later}[i]` : `${later}[i]${rest}`;
  const far = apart?.side === "atLeast" ? apart.parameter : "1";
  const leaving =
    apart?.side === "atMost"
      ? [
          `    while kept[left] < i - ${apart.parameter}:`,
          `        x = ${earlier}[kept[left]]${rest}`,
          "        known[x] -= 1",
          "        left += 1",
        ]
      : [];
  const entering = (store: readonly string[]): string[] => [
    "for i in kept:",
    `    while kept[come] + ${far} <= i:`,
    "        j = kept[come]",
    `        x = ${earlier}[j]${rest}`,
    ...store.map((text) => `        ${text}`),
    "        come += 1",
  ];
  if (aim === "count") {
    return [
      "known = {}",
      "come = left = count = 0",
      ...entering(["known[x] = known.get(x, 0) + 1"]),
      ...leaving,
      `    count += known.get(${wanted}, 0)`,
      "answer = [count]",
    ];
  }
  return [
    "known = {}",
    "come = 0",
    "best = None",
    ...entering([`known[x] = max(known.get(x, ${gain?.earlier}[j]), ${gain?.earlier}[j])`]),
    `    x = ${wanted}`,
    `    if x in known and (best is None or known[x] + ${gain?.later}[i] > best):`,
    `        best = known[x] + ${gain?.later}[i]`,
    "answer = None if best is None else [best]",
  ];
}

function group({ by, score, of, pick, size }: GroupGoal): readonly string[] {
  const scores = {
    size: "len(g)",
    total: `sum(${of}[i] for i in g)`,
    largest: `max(${of}[i] for i in g)`,
    span: "(g[-1] - g[0])",
    different: `len({${of}[i] for i in g})`,
  };
  return [
    "groups = {}",
    "for i in kept:",
    `    groups.setdefault(${by}[i], []).append(i)`,
    `rows = [(${pick === "most" ? "-" : ""}${scores[score]}, x) for x, g in groups.items() if len(g) >= ${size}]`,
    `answer = [min(rows)[1], ${pick === "most" ? "-" : ""}min(rows)[0]] if rows else None`,
  ];
}

function chain({ link, earlier, later, step }: ChainGoal): readonly string[] {
  if (link !== "step") {
    return [
      "ends = []",
      "for i in kept:",
      `    j = bisect_${link === "always rises" ? "left" : "right"}(ends, ${earlier}[i])`,
      `    ends[j:j + 1] = [${earlier}[i]]`,
      "answer = [len(ends)]",
    ];
  }
  const target = step === 0 ? `${earlier}[i]` : `${earlier}[i] + ${step}`;
  return [
    "open_chains = {}",
    "longest = 0",
    "for i in kept:",
    `    length = open_chains.get(${later}[i], 0) + 1`,
    "    longest = max(longest, length)",
    `    x = ${target}`,
    "    open_chains[x] = max(open_chains.get(x, 0), length)",
    "answer = [longest]",
  ];
}

function cut({ of, parts }: CutGoal): readonly string[] {
  return [
    `sums = list(accumulate((${of}[i] for i in kept), initial=0))`,
    "def fits(bound):",
    "    start = 0",
    `    for _ in range(min(${parts}, len(kept))):`,
    "        start = bisect_right(sums, sums[start] + bound) - 1",
    "        if start == len(kept):",
    "            return True",
    "    return False",
    "answer = None",
    "if kept:",
    `    low, high = max(${of}[i] for i in kept), sums[-1]`,
    "    while low < high:",
    "        middle = (low + high) // 2",
    "        if fits(middle):",
    "            high = middle",
    "        else:",
    "            low = middle + 1",
    "    answer = [low]",
  ];
}

function line({ first, second, rank, total }: LineGoal): readonly string[] {
  const key = ({ of, order }: SortKey): string => `${order === "largest" ? "-" : ""}${of}[i]`;
  return [
    `line = sorted(kept, key=lambda i: (${key(first)}, ${key(second)}))`,
    "answer = None",
    `if len(line) >= ${rank}:`,
    `    answer = [line[${rank} - 1] + 1, sum(${total}[i] for i in line[:${rank}])]`,
  ];
}
