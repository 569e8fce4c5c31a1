import type { Random } from "../../../core/index.ts";
import type { DedLevel } from "../ded-levels.ts";
import type { Goal, Limit, SortKey } from "../task/task.ts";
import { draftCondition } from "./draft-term.ts";
import { SAMPLE, type DraftTable } from "./draft-table.ts";

/** Numbers that are summed up stay exact for all items together. */
const LARGEST_SUMMAND = 1e9;

/** What is asked about the quantities of a draft; `null` where none of them fits. */
export function draftGoal(table: DraftTable, level: DedLevel, random: Random): Goal | null {
  if (level.simple) {
    const measure = random.pick(["total", "largest", "smallest", "different", "count"] as const);
    const of = table.pick();
    return of === null ? null : { goal: "tally", measure, of };
  }
  const amount = (): string | null =>
    table.pick((name) => isSmall(table, name) && (table.bounds.get(name)?.low ?? -1) >= 0);
  const signed = (): string | null => table.pick((name) => isSmall(table, name));
  const key = (): string | null => table.pick((name) => table.variety(name) <= SAMPLE / 3);
  switch (random.weighted([10, 4, 4, 2, 3, 2, 2])) {
    case 0:
      return stretch(table, level, random, { amount, signed, key });
    case 1:
      return pair(table, random, { signed, key });
    case 2: {
      const by = key();
      const score = random.pick(["size", "total", "largest", "span", "different"] as const);
      const of = signed();
      if (by === null || of === null || by === of) return null;
      return { goal: "group", by, score, of, pick: random.pick(["most", "least"]), size: table.addParameter() };
    }
    case 3: {
      const of = signed();
      return of === null ? null : { goal: "choose", of, apart: table.addParameter() };
    }
    case 4:
      return chain(random, { signed, key });
    case 5: {
      const of = amount();
      return of === null ? null : { goal: "cut", of, parts: table.addParameter() };
    }
    default: {
      const [first, second, total] = [key(), table.pick(), signed()];
      if (first === null || second === null || total === null || first === second) return null;
      const order = (of: string): SortKey => ({ of, order: random.pick(["largest", "smallest"]) });
      return { goal: "line", first: order(first), second: order(second), rank: table.addParameter(), total };
    }
  }
}

interface Roles {
  readonly signed: () => string | null;
  readonly key: () => string | null;
}

function isSmall(table: DraftTable, name: string): boolean {
  const { low, high } = table.bounds.get(name) ?? { low: -Infinity, high: Infinity };
  return Math.max(-low, high) <= LARGEST_SUMMAND;
}

function stretch(
  table: DraftTable,
  level: DedLevel,
  random: Random,
  { amount, signed, key }: Roles & { readonly amount: () => string | null },
): Goal | null {
  const aim = random.pick(["longest", "shortest", "count"] as const);
  const limits: Limit[] = [];
  const wanted = random.between(1, level.limits);
  let exact = false;
  for (let count = 0; count < wanted; count += 1) {
    // The longest stretch wants limits of at most, the shortest ones of at least; any aim takes one exact limit.
    const kinds = [
      ...(aim === "shortest" ? [] : ["totalAtMost", "differentAtMost", "spreadAtMost", "repeatsAtMost", "marksAtMost"]),
      ...(aim === "longest" ? [] : ["totalAtLeast", "differentAtLeast", "spreadAtLeast", "marksAtLeast"]),
      ...(exact ? [] : ["totalRemainder", "totalEquals", "balance"]),
    ] as Limit["limit"][];
    const kind = random.pick(kinds.filter((known) => !limits.some(({ limit }) => limit === known)));
    const limit = limitOf(kind, table, random, { amount, signed, key });
    if (limit === null) return null;
    if (kind === "totalRemainder" || kind === "totalEquals" || kind === "balance") exact = true;
    limits.push(limit);
  }
  return { goal: "stretch", aim, limits, tie: random.pick(["first", "last"]) };
}

function limitOf(
  kind: Limit["limit"],
  table: DraftTable,
  random: Random,
  { amount, signed, key }: Roles & { readonly amount: () => string | null },
): Limit | null {
  const newMark = (): string | null => table.attempt(() => table.addMark(draftCondition(table, random)));
  switch (kind) {
    case "marksAtMost":
    case "marksAtLeast": {
      const mark = newMark();
      return mark === null ? null : { limit: kind, mark, parameter: table.addParameter() };
    }
    case "balance": {
      const [first, second] = [newMark(), newMark()];
      return first === null || second === null ? null : { limit: "balance", first, second };
    }
    case "totalRemainder": {
      const of = signed();
      const divisor = random.between(3, 12);
      return of === null ? null : { limit: kind, of, divisor, rest: random.below(divisor) };
    }
    case "totalAtMost":
    case "totalAtLeast": {
      const of = amount();
      return of === null ? null : { limit: kind, of, parameter: table.addParameter() };
    }
    case "differentAtMost":
    case "differentAtLeast":
    case "repeatsAtMost": {
      const of = key();
      return of === null ? null : { limit: kind, of, parameter: table.addParameter() };
    }
    case "spreadAtMost":
    case "spreadAtLeast":
    case "totalEquals": {
      const of = signed();
      return of === null ? null : { limit: kind, of, parameter: table.addParameter() };
    }
  }
}

function pair(table: DraftTable, random: Random, { signed, key }: Roles): Goal | null {
  const link = random.pick(["same", "sum", "remainder"] as const);
  const aim = random.pick(["count", "best"] as const);
  const earlier = link === "remainder" ? table.pick() : key();
  const later = link === "remainder" ? table.pick() : random.chance(1, 3) ? earlier : key();
  if (earlier === null || later === null) return null;
  // The best of a moving window would need another structure than the rest.
  const side = aim === "best" ? "atLeast" : random.pick(["atLeast", "atMost"] as const);
  const gain = aim === "best" ? { earlier: signed(), later: signed() } : null;
  if (gain !== null && (gain.earlier === null || gain.later === null)) return null;
  return {
    goal: "pair",
    aim,
    link,
    earlier,
    later,
    sum: link === "sum" ? table.addParameter() : null,
    divisor: random.between(3, 12),
    apart: random.chance(1, 2) ? { side, parameter: table.addParameter() } : null,
    gain: gain as { earlier: string; later: string } | null,
  };
}

function chain(random: Random, { signed, key }: Roles): Goal | null {
  const link = random.pick(["step", "step", "never falls", "always rises"] as const);
  const earlier = link === "step" ? key() : signed();
  const later = link === "step" ? key() : earlier;
  if (earlier === null || later === null) return null;
  const step = link === "step" ? random.below(4) : 0;
  return link === "step" && step === 0 && earlier === later ? null : { goal: "chain", link, earlier, later, step };
}
