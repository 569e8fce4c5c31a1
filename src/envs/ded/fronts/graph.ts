import { type Phrase, type Sentence } from "../language/sentence.ts";
import { integer, oneOf, type Slots, type ValuesOf } from "../language/slots.ts";
import { front } from "../spec/operation.ts";
import { draftEach } from "./draft.ts";
import { integersIn, ruleValues } from "./read.ts";
import { textOf } from "./sizes.ts";

const twist = {
  id: "twist",
  template: "The cost of an edge is its length, plus {k} if {when}.",
  slots: {
    k: integer(1, 15),
    when: oneOf(
      "its length is odd",
      "its length is even",
      "the two vertex numbers add up to an even number",
      "one of its vertices is vertex 1",
    ),
  },
} as const satisfies Sentence;
const ignored = {
  id: "ignored",
  template: "Edges of a length {side} {t} are ignored.",
  slots: { side: oneOf("greater than", "less than"), t: integer(3, 17) },
  accepts: ({ side, t }: { readonly [name: string]: number | string }) =>
    side === "greater than" ? Number(t) > 10 : Number(t) < 8,
} as const satisfies Sentence;
const distance = {
  id: "distance",
  template:
    "For every vertex, append the {least} of a path from vertex 1 to it (0 for vertex 1 itself), or {none} if there is no path.",
  slots: { least: oneOf("least total cost", "least number of edges"), none: integer(-3, -1) },
} as const satisfies Sentence;
const edges = {
  id: "edges",
  template: "For every vertex, append the {what} of the edges that can be used from it (0 if there are none).",
  slots: { what: oneOf("number", "total cost", "largest cost", "smallest cost") },
} as const satisfies Sentence;
const reach = {
  id: "reach",
  template: "For every vertex, append the {what} of the vertices that can be reached from it, itself included.",
  slots: { what: oneOf("number", "largest number", "sum of the numbers") },
} as const satisfies Sentence;

type Edge = readonly [to: number, cost: number];
const HUGE = 1_000_000;

/** Weighted graphs, with something told of every vertex. */
export const graph = front({
  id: "graph",
  gives: "numbers",
  template:
    "The first line of the input holds two integers N and M. There are N vertices, numbered from 1 to N, and M edges; each of the next M lines is an edge: two different vertices u and w and a length, separated by single spaces. An edge can be used {direction}. Start with an empty list, apply these rules in order, and each time go through the vertices from 1 to N:",
  slots: { direction: oneOf("in both directions", "from u to w only", "from the smaller to the larger number only") },
  rules: [twist, ignored, distance, edges, reach],
  draftRules(random, level) {
    const measures = random.shuffle<Sentence>([distance, edges, reach]).slice(0, level < 3 ? 1 : 2);
    const priced = measures.some((sentence) => sentence !== reach);
    return draftEach(random, [
      ...(priced ? [twist] : []),
      ...(level > 1 && random.chance(1, 2) ? [ignored] : []),
      ...measures,
    ]);
  },
  read(lines, { direction }, rules) {
    const [count = 0, edgeCount = 0] = integersIn(lines[0]);
    const from: Edge[][] = Array.from({ length: count + 1 }, () => []);
    const price = valuesOf(rules, twist);
    const limit = valuesOf(rules, ignored);
    for (const line of lines.slice(1, 1 + edgeCount)) {
      const [u = 0, w = 0, length = 0] = integersIn(line);
      if (limit !== undefined && (limit.side === "greater than" ? length > limit.t : length < limit.t)) continue;
      const dear =
        price !== undefined &&
        (price.when === "its length is odd"
          ? length % 2 === 1
          : price.when === "its length is even"
            ? length % 2 === 0
            : price.when === "one of its vertices is vertex 1"
              ? Math.min(u, w) === 1
              : (u + w) % 2 === 0);
      const cost = length + (dear ? price.k : 0);
      if (direction !== "from the smaller to the larger number only" || u < w) from[u]?.push([w, cost]);
      if (direction === "in both directions" || (direction !== "from u to w only" && w < u)) from[w]?.push([u, cost]);
    }
    return rules.flatMap((rule) => measure(rule, from));
  },
  python({ direction }, rules) {
    const price = valuesOf(rules, twist);
    const limit = valuesOf(rules, ignored);
    const when = {
      "its length is odd": "d & 1",
      "its length is even": "not d & 1",
      "the two vertex numbers add up to an even number": "(a ^ b) & 1 == 0",
      "one of its vertices is vertex 1": "1 in (a, b)",
    };
    const uses = {
      "in both directions": "((a, b), (b, a))",
      "from u to w only": "((a, b),)",
      "from the smaller to the larger number only": "(sorted((a, b)),)",
    }[direction];
    return [
      "n, m = map(int, lines[0].split())",
      "out_of = {i: [] for i in range(1, n + 1)}",
      "for i in range(m):",
      "    a, b, d = map(int, lines[i + 1].split())",
      ...(limit === undefined ? [] : [`    if d ${limit.side === "greater than" ? ">" : "<"} ${limit.t}: continue`]),
      ...(price === undefined ? [] : [`    if ${when[price.when]}: d += ${price.k}`]),
      `    for s, t in ${uses}: out_of[s].append((t, d))`,
      "def spread(start, step):",
      "    far = {start: 0}",
      "    for _ in range(n):",
      "        for s in list(far):",
      "            for t, d in out_of[s]:",
      "                far[t] = min(far.get(t, far[s] + step(d)), far[s] + step(d))",
      "    return far",
      "v = []",
      ...rules.flatMap(pythonMeasure),
    ];
  },
  makeInput(random, kind) {
    const count = { empty: 0, one: 1, equal: 5, ties: 6, huge: 8, large: 14, random: random.between(4, 9) }[kind];
    const edgeCount = count < 2 ? 0 : kind === "large" ? 30 : random.between(count - 2, count + 3);
    const lines = Array.from({ length: edgeCount }, () => {
      const [u = 0, w = 0] = random.sample(count, 2);
      const length =
        kind === "equal" ? 9 : kind === "ties" ? random.between(8, 10) : random.between(1, kind === "huge" ? HUGE : 20);
      return `${u + 1} ${w + 1} ${length}`;
    });
    return textOf([`${count} ${edgeCount}`, ...lines]);
  },
});

function valuesOf<S extends Slots>(
  rules: readonly Phrase[],
  sentence: Sentence & { slots: S },
): ValuesOf<S> | undefined {
  return ruleValues(rules, sentence) as ValuesOf<S> | undefined;
}

function measure(rule: Phrase, from: readonly (readonly Edge[])[]): number[] {
  const vertices = from.map((_, vertex) => vertex).slice(1);
  if (rule.id === distance.id) {
    const hops = rule.values["least"] === "least number of edges";
    const least = cheapest(from, 1, (cost) => (hops ? 1 : cost));
    return vertices.map((vertex) => least.get(vertex) ?? Number(rule.values["none"]));
  }
  if (rule.id === edges.id) {
    return vertices.map((vertex) => {
      const costs = (from[vertex] ?? []).map(([, cost]) => cost);
      if (costs.length === 0 || rule.values["what"] === "number") return costs.length;
      if (rule.values["what"] === "total cost") return costs.reduce((total, cost) => total + cost, 0);
      return rule.values["what"] === "largest cost" ? Math.max(...costs) : Math.min(...costs);
    });
  }
  if (rule.id !== reach.id) return [];
  return vertices.map((vertex) => {
    const reached = [...cheapest(from, vertex, () => 0).keys()];
    if (rule.values["what"] === "number") return reached.length;
    return rule.values["what"] === "largest number"
      ? Math.max(...reached)
      : reached.reduce((total, other) => total + other, 0);
  });
}

/** Dijkstra's search without a heap: graphs have a dozen vertices. */
function cheapest(
  from: readonly (readonly Edge[])[],
  start: number,
  price: (cost: number) => number,
): Map<number, number> {
  const settled = new Map<number, number>();
  const open = new Map([[start, 0]]);
  while (open.size > 0) {
    const [next, so] = [...open].reduce((best, entry) => (entry[1] < best[1] ? entry : best));
    open.delete(next);
    settled.set(next, so);
    for (const [to, cost] of from[next] ?? []) {
      if (!settled.has(to)) open.set(to, Math.min(open.get(to) ?? Infinity, so + price(cost)));
    }
  }
  return settled;
}

function pythonMeasure(rule: Phrase): string[] {
  const what = String(rule.values["what"]);
  if (rule.id === distance.id) {
    const step = rule.values["least"] === "least number of edges" ? "1" : "d";
    return [
      `far = spread(1, lambda d: ${step}) if n else {}`,
      `v += [far.get(i, ${rule.values["none"]}) for i in out_of]`,
    ];
  }
  if (rule.id === edges.id) {
    const fold =
      { number: "len(c)", "total cost": "sum(c)", "largest cost": "max(c, default=0)" }[what] ?? "min(c, default=0)";
    return ["for i in out_of:", "    c = [d for _, d in out_of[i]]", `    v.append(${fold})`];
  }
  if (rule.id !== reach.id) return [];
  const fold = { number: "len", "largest number": "max" }[what] ?? "sum";
  return [`v += [${fold}(spread(i, lambda d: 0)) for i in out_of]`];
}
