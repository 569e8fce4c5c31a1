import type { Limit, StretchGoal } from "../task/task.ts";

/** What a limit needs in Python: before the loop, when an item comes or goes, and how it is measured. */
interface Kept {
  readonly begin: readonly string[];
  readonly enter: readonly string[];
  readonly leave: readonly string[];
  /** Truth of "too much" for limits of at most, of "enough" for those of at least. */
  readonly test: string;
}

/** Two pointers, and a table of prefixes where a limit is exact. */
export function pythonStretch({ aim, limits, tie }: StretchGoal): readonly string[] {
  const numbered = limits.map((limit, index) => ({ limit, kept: keptOf(limit, index) }));
  const most = numbered.filter(({ limit }) => limit.limit.endsWith("AtMost")).map(({ kept }) => kept);
  const least = numbered.filter(({ limit }) => limit.limit.endsWith("AtLeast")).map(({ kept }) => kept);
  const exact = limits.find(({ limit }) => ["totalRemainder", "totalEquals", "balance"].includes(limit));
  const indented = (lines: readonly string[], by: number): string[] => lines.map((text) => " ".repeat(by) + text);
  const chosen = exact === undefined ? plainChoice(aim) : exactChoice(aim, exact);
  return [
    ...[...most, ...least].flatMap(({ begin }) => begin),
    ...(exact === undefined ? [] : prefixSums(exact)),
    "low = high = 0",
    ...(aim === "count" ? ["count = 0"] : ["best = None"]),
    "for r, i in enumerate(kept):",
    ...indented(
      [...most, ...least].flatMap(({ enter }) => enter),
      4,
    ),
    ...(most.length === 0
      ? []
      : [
          `    while ${most.map(({ test }) => test).join(" or ")}:`,
          "        j = kept[low]",
          ...indented(
            most.flatMap(({ leave }) => leave),
            8,
          ),
          "        low += 1",
        ]),
    `    while ${["high <= r", ...least.map(({ test }) => test)].join(" and ")}:`,
    ...(least.length === 0 ? [] : ["        j = kept[high]"]),
    ...indented(
      least.flatMap(({ leave }) => leave),
      8,
    ),
    ...(exact === undefined ? [] : indented(enterPrefix(aim, exact), 8)),
    "        high += 1",
    ...indented(chosen, 4),
    ...(aim === "count"
      ? []
      : [
          "        length = r - start + 1",
          `        if best is None or length ${aim === "longest" ? ">" : "<"}${tie === "last" ? "=" : ""} best[0]:`,
          "            best = [length, kept[start] + 1]",
        ]),
    `answer = ${aim === "count" ? "[count]" : "best"}`,
  ];
}

function plainChoice(aim: StretchGoal["aim"]): readonly string[] {
  if (aim === "count") return ["if low < high:", "    count += high - low"];
  return ["if low < high:", `    start = ${aim === "longest" ? "low" : "high - 1"}`];
}

/** The number that left end `high` brings, and the one that right end `r` asks for. */
function prefixes(exact: Limit): { brought: string; asked: string } {
  if (exact.limit === "totalRemainder") {
    const { divisor, rest } = exact;
    return { brought: `sums[high] % ${divisor}`, asked: `(sums[r + 1] - ${rest}) % ${divisor}` };
  }
  const bound = exact.limit === "totalEquals" ? ` - ${exact.parameter}` : "";
  return { brought: "sums[high]", asked: `sums[r + 1]${bound}` };
}

function prefixSums(exact: Limit): readonly string[] {
  const added =
    exact.limit === "balance" ? `${exact.first}[i] - ${exact.second}[i]` : "of" in exact ? `${exact.of}[i]` : "0";
  return [`sums = list(accumulate((${added} for i in kept), initial=0))`, "starts = {}"];
}

function enterPrefix(aim: StretchGoal["aim"], exact: Limit): readonly string[] {
  const { brought } = prefixes(exact);
  if (aim === "shortest") return [`starts[${brought}] = high`];
  return [`starts.setdefault(${brought}, deque()).append(high)`];
}

function exactChoice(aim: StretchGoal["aim"], exact: Limit): readonly string[] {
  const { asked } = prefixes(exact);
  if (aim === "shortest") return [`start = starts.get(${asked}, -1)`, "if start >= low:"];
  const head = [`found = starts.get(${asked})`, "while found and found[0] < low:", "    found.popleft()", "if found:"];
  return [...head, aim === "count" ? "    count += len(found)" : "    start = found[0]"];
}

function keptOf(limit: Limit, index: number): Kept {
  if (!("parameter" in limit)) return { begin: [], enter: [], leave: [], test: "" };
  const compare = limit.limit.endsWith("AtMost") ? ">" : ">=";
  const bound = limit.parameter;
  if (limit.limit === "marksAtMost" || limit.limit === "marksAtLeast" || limit.limit.startsWith("total")) {
    const [name, of] = [`total${index}`, "mark" in limit ? limit.mark : limit.of];
    return {
      begin: [`${name} = 0`],
      enter: [`${name} += ${of}[i]`],
      leave: [`${name} -= ${of}[j]`],
      test: `${name} ${compare} ${bound}`,
    };
  }
  const of = "of" in limit ? limit.of : "";
  if (limit.limit.startsWith("spread")) {
    const [highs, lows] = [`highs${index}`, `lows${index}`];
    return {
      begin: [`${highs} = deque()`, `${lows} = deque()`],
      enter: [
        `while ${highs} and ${of}[${highs}[-1]] <= ${of}[i]: ${highs}.pop()`,
        `while ${lows} and ${of}[${lows}[-1]] >= ${of}[i]: ${lows}.pop()`,
        `${highs}.append(i)`,
        `${lows}.append(i)`,
      ],
      leave: [`if ${highs}[0] == j: ${highs}.popleft()`, `if ${lows}[0] == j: ${lows}.popleft()`],
      test:
        compare === ">"
          ? `${highs} and ${of}[${highs}[0]] - ${of}[${lows}[0]] > ${bound}`
          : `${of}[${highs}[0]] - ${of}[${lows}[0]] >= ${bound}`,
    };
  }
  const counts = `counts${index}`;
  const begin = [`${counts} = {}`];
  const enter = [`${counts}[${of}[i]] = ${counts}.get(${of}[i], 0) + 1`];
  if (limit.limit === "repeatsAtMost") {
    // Only the value that came in can be there too often.
    return { begin, enter, leave: [`${counts}[${of}[j]] -= 1`], test: `${counts}[${of}[i]] > ${bound}` };
  }
  return {
    begin,
    enter,
    leave: [`${counts}[${of}[j]] -= 1`, `if not ${counts}[${of}[j]]: del ${counts}[${of}[j]]`],
    test: `len(${counts}) ${compare} ${bound}`,
  };
}
