/** Something that a model may think of: an expression in Python, and what it makes of a list. */
export interface Idea {
  /** In `v`, the list so far, `k` and, for a first idea, `ys`. */
  readonly python: string;
  readonly of: (v: readonly number[], k: number, ys: readonly number[]) => readonly number[];
}

const mod = (a: number, b: number): number => ((a % b) + b) % b;
const idea = (python: string, of: Idea["of"]): Idea => ({ python, of });
const each = (python: string, of: (x: number, i: number, k: number) => number): Idea =>
  idea(`[${python} for i, x in enumerate(v)]`, (v, k) => v.map((x, i) => of(x, i, k)));
const those = (python: string, are: (x: number, i: number, v: readonly number[], k: number) => boolean): Idea =>
  idea(`[x for i, x in enumerate(v) if ${python}]`, (v, k) => v.filter((x, i) => are(x, i, v, k)));
const accumulated = (python: string, join: (a: number, b: number) => number): Idea =>
  idea(`[${python}(v[:n + 1]) for n in range(len(v))]`, (v) => {
    let before = 0;
    return v.map((x, i) => (before = i === 0 ? x : join(before, x)));
  });
const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

const ORDER: readonly Idea[] = [
  idea("v[::-1]", (v) => [...v].reverse()),
  idea("sorted(v)", (v) => [...v].sort((a, b) => a - b)),
  idea("sorted(v)[::-1]", (v) => [...v].sort((a, b) => b - a)),
  idea("sorted(v, key=lambda x: x % 10)", (v) => [...v].sort((a, b) => mod(a, 10) - mod(b, 10))),
  idea("v[1:] + v[:1]", (v) => [...v.slice(1), ...v.slice(0, 1)]),
  idea("v[-1:] + v[:-1]", (v) => [...v.slice(-1), ...v.slice(0, -1)]),
  idea("v[len(v) // 2:] + v[:len(v) // 2]", (v) => [...v.slice(v.length >> 1), ...v.slice(0, v.length >> 1)]),
  idea("v[1:]", (v) => v.slice(1)),
  idea("v[2:]", (v) => v.slice(2)),
  idea("v[:-1]", (v) => v.slice(0, -1)),
  idea("v[::2]", (v) => v.filter((_, i) => i % 2 === 0)),
  idea("v[1::2]", (v) => v.filter((_, i) => i % 2 === 1)),
  idea("v[::2] + v[1::2]", (v) => [...v.filter((_, i) => i % 2 === 0), ...v.filter((_, i) => i % 2 === 1)]),
  idea("list(dict.fromkeys(v))", (v) => [...new Set(v)]),
  idea("[y for n in range(0, len(v), 2) for y in reversed(v[n:n + 2])]", (v) => v.map((x, i) => v[i ^ 1] ?? x)),
  idea("v + v[::-1]", (v) => [...v, ...[...v].reverse()]),
  idea("[x for x in v for _ in '12']", (v) => v.flatMap((x) => [x, x])),
  idea("v[k:]", (v, k) => v.slice(k)),
  idea("v[:k]", (v, k) => v.slice(0, k)),
  idea("[b - a for a, b in zip(v, v[1:])]", (v) => v.slice(1).map((x, i) => x - (v[i] as number))),
  idea("[b + a for a, b in zip(v, v[1:])]", (v) => v.slice(1).map((x, i) => x + (v[i] as number))),
  accumulated("sum", (a, b) => a + b),
  accumulated("max", Math.max),
  accumulated("min", Math.min),
];

const ARITHMETIC: readonly Idea[] = [
  ...span(-9, 9).flatMap((c) => (c === 0 ? [] : [each(`x + ${c}`, (x) => x + c)])),
  ...[-3, -2, 2, 3, 4, 5].map((c) => each(`${c} * x`, (x) => c * x)),
  ...span(0, 10).map((c) => each(`${c} - x`, (x) => c - x)),
  ...span(-3, 3).flatMap((c) => (c === 0 ? [] : [each(`2 * x + ${c}`, (x) => 2 * x + c)])),
  ...[2, 3, 4, 5, 7, 10].map((c) => each(`x % ${c}`, (x) => mod(x, c))),
  ...[2, 3, 4].map((c) => each(`x // ${c}`, (x) => Math.floor(x / c))),
  each("abs(x)", Math.abs),
  each("x ** 2", (x) => x * x),
  each("sum(int(d) for d in str(abs(x)))", (x) => Array.from(String(Math.abs(x)), Number).reduce((a, b) => a + b, 0)),
  each("x + i", (x, i) => x + i),
  each("x - i", (x, i) => x - i),
  each("x * i", (x, i) => x * i),
  each("x + k", (x, _i, k) => x + k),
  each("x - k", (x, _i, k) => x - k),
  each("x * k", (x, _i, k) => x * k),
  each("x % k", (x, _i, k) => mod(x, k)),
];

const SELECTION: readonly Idea[] = [
  ...[
    [2, 0],
    [3, 0],
    [3, 1],
    [3, 2],
    [4, 0],
    [4, 1],
    [4, 2],
    [4, 3],
    [5, 0],
  ].map(([m = 1, r]) => those(`x % ${m} == ${r}`, (x) => mod(x, m) === r)),
  ...[-5, 0, 5, 10, 15, 20, 25].map((c) => those(`x > ${c}`, (x) => x > c)),
  those("abs(x) % 10 >= 5", (x) => Math.abs(x) % 10 >= 5),
  ...[
    [2, 0],
    [3, 0],
    [3, 1],
    [3, 2],
  ].map(([m = 1, r]) => those(`i % ${m} == ${r}`, (_x, i) => i % m === r)),
  those("i and x > v[i - 1]", (x, i, v) => i > 0 && x > (v[i - 1] as number)),
  those("x < (v + [x])[i + 1]", (x, i, v) => x < (v[i + 1] ?? x)),
  those("x > k", (x, _i, _v, k) => x > k),
  those("x % k == 0", (x, _i, _v, k) => mod(x, k) === 0),
];

/** What one step may do; those with `k` are thought of only where there is one. */
export const STEP_IDEAS: readonly Idea[] = [...ORDER, ...ARITHMETIC, ...SELECTION];

const pairs = (python: string, of: (x: number, y: number) => number): Idea =>
  idea(`[${python} for x, y in zip(v, ys)]`, (v, _k, ys) => v.map((x, i) => of(x, ys[i] ?? 0)));

/** How two lists may become one. */
export const JOINING_IDEAS: readonly Idea[] = [
  pairs("x + y", (x, y) => x + y),
  pairs("x - y", (x, y) => x - y),
  pairs("y - x", (x, y) => y - x),
  pairs("x * y", (x, y) => x * y),
  pairs("max(x, y)", Math.max),
  pairs("min(x, y)", Math.min),
  pairs("abs(x - y)", (x, y) => Math.abs(x - y)),
  pairs("x + x + y", (x, y) => x + x + y),
  idea("[z for pair in zip(v, ys) for z in pair]", (v, _k, ys) => v.flatMap((x, i) => [x, ys[i] ?? 0])),
  idea("[x for x, y in zip(v, ys) if x > y]", (v, _k, ys) => v.filter((x, i) => x > (ys[i] ?? 0))),
  idea("[x for x, y in zip(v, ys) if y % 2 == 0]", (v, _k, ys) => v.filter((_, i) => mod(ys[i] ?? 0, 2) === 0)),
  idea("v + ys", (v, _k, ys) => [...v, ...ys]),
];

const one = (python: string, of: (v: readonly number[]) => number): Idea => idea(`[${python}]`, (v) => [of(v)]);
const largest = (v: readonly number[]): number => (v.length === 0 ? 0 : Math.max(...v));
const least = (v: readonly number[]): number => (v.length === 0 ? 0 : Math.min(...v));

/** How a list may become one number. */
export const FOLDING_IDEAS: readonly Idea[] = [
  one("sum(v)", (v) => v.reduce((a, b) => a + b, 0)),
  one("len(v)", (v) => v.length),
  one("max(v or [0])", largest),
  one("min(v or [0])", least),
  one("(v or [0])[-1]", (v) => v.at(-1) ?? 0),
  one("(v or [0])[0]", (v) => v[0] ?? 0),
  one("sum(v[::2]) - sum(v[1::2])", (v) => v.reduce((a, x, i) => (i % 2 === 0 ? a + x : a - x), 0)),
  one("sum(i * x for i, x in enumerate(v))", (v) => v.reduce((a, x, i) => a + i * x, 0)),
  one("max(v or [0]) - min(v or [0])", (v) => largest(v) - least(v)),
];
