import { modulo, over } from "./arithmetic.ts";
import { ELEMENT_MAPS } from "./element-map.ts";
import { PREDICATES } from "./predicate.ts";

/** A step of a rule: a list becomes another one. */
export interface Step {
  /** The new list as a Python expression in the list `v` and the number `k`, which is its name as well. */
  readonly id: string;
  readonly reads: "list" | "key";
  /** True where the result's elements are those of the list, in another order or number. */
  readonly moves: boolean;
  run(v: readonly number[], k: number): number[];
  /** The only list from which `w` can come, `null` if there is none. Absent where there may be several. */
  readonly undo?: (w: readonly number[], k: number) => readonly number[] | null;
}

const moves = (id: string, run: Step["run"], undo?: Step["undo"], reads: Step["reads"] = "list"): Step => ({
  id,
  reads,
  moves: true,
  run,
  ...(undo === undefined ? {} : { undo }),
});
const runs = (id: string, run: Step["run"], undo?: Step["undo"]): Step => ({
  id,
  reads: "list",
  moves: false,
  run,
  ...(undo === undefined ? {} : { undo }),
});

/** The first `count` elements go behind the others; `count` may be negative or longer than the list. */
function rotated(v: readonly number[], count: number): number[] {
  if (v.length === 0) return [];
  const at = modulo(count, v.length);
  return [...v.slice(at), ...v.slice(0, at)];
}

const reversed = (v: readonly number[]): number[] => v.toReversed();
const swapped = (v: readonly number[]): number[] => v.map((x, i) => v[i % 2 === 0 ? i + 1 : i - 1] ?? x);
const halvesSwapped = (v: readonly number[]): number[] => rotated(v, over(v.length, 2));
const sameItems = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

const ORDERS: readonly Step[] = [
  moves("v[::-1]", reversed, reversed),
  moves("sorted(v)", (v) => v.toSorted((a, b) => a - b)),
  moves("sorted(v, reverse=True)", (v) => v.toSorted((a, b) => b - a)),
  moves("sorted(v, key=lambda x: x % 10)", (v) => v.toSorted((a, b) => modulo(a, 10) - modulo(b, 10))),
  moves(
    "v[1:] + v[:1]",
    (v) => rotated(v, 1),
    (w) => rotated(w, -1),
  ),
  moves(
    "v[-1:] + v[:-1]",
    (v) => rotated(v, -1),
    (w) => rotated(w, 1),
  ),
  moves("v[len(v) // 2:] + v[:len(v) // 2]", halvesSwapped, (w) => rotated(w, -over(w.length, 2))),
  moves("v[1:]", (v) => v.slice(1)),
  moves("v[:-1]", (v) => v.slice(0, -1)),
  moves("v[2:]", (v) => v.slice(2)),
  moves("v[::2]", (v) => v.filter((_, i) => i % 2 === 0)),
  moves("v[1::2]", (v) => v.filter((_, i) => i % 2 === 1)),
  moves(
    "v[::2] + v[1::2]",
    (v) => [...v.filter((_, i) => i % 2 === 0), ...v.filter((_, i) => i % 2 === 1)],
    (w) => {
      const even = over(w.length + 1, 2);
      return w.map((_, i) => w[i % 2 === 0 ? i / 2 : even + (i - 1) / 2] as number);
    },
  ),
  moves("list(dict.fromkeys(v))", (v) => [...new Set(v)]),
  moves("[x for j in range(0, len(v), 2) for x in v[j:j + 2][::-1]]", swapped, swapped),
  moves(
    "v + v[::-1]",
    (v) => [...v, ...v.toReversed()],
    (w) => {
      const half = w.slice(0, over(w.length, 2));
      return sameItems(w, [...half, ...half.toReversed()]) ? half : null;
    },
  ),
  moves(
    "[x for x in v for _ in range(2)]",
    (v) => v.flatMap((x) => [x, x]),
    (w) => {
      const half = w.filter((_, i) => i % 2 === 0);
      return sameItems(
        w,
        half.flatMap((x) => [x, x]),
      )
        ? half
        : null;
    },
  ),
  moves("v[k:]", (v, k) => v.slice(k), undefined, "key"),
  moves("v[:k]", (v, k) => v.slice(0, k), undefined, "key"),
];

const RUNNING: readonly Step[] = [
  runs("[b - a for a, b in zip(v, v[1:])]", (v) => v.slice(1).map((x, i) => x - (v[i] as number))),
  runs("[a + b for a, b in zip(v, v[1:])]", (v) => v.slice(1).map((x, i) => x + (v[i] as number))),
  runs(
    "[sum(v[:j + 1]) for j in range(len(v))]",
    (v) => scanned(v, (sum, x) => sum + x),
    (w) => w.map((y, i) => (i === 0 ? y : y - (w[i - 1] as number))),
  ),
  runs("[max(v[:j + 1]) for j in range(len(v))]", (v) => scanned(v, Math.max)),
  runs("[min(v[:j + 1]) for j in range(len(v))]", (v) => scanned(v, Math.min)),
];

const MAPPED: readonly Step[] = ELEMENT_MAPS.filter(({ id }) => id !== "x" && id !== "0").map((map) => {
  const { undo } = map;
  return {
    id: `[${map.id} for i, x in enumerate(v)]`,
    reads: map.reads === "key" ? "key" : "list",
    moves: false,
    run: (v, k) => v.map((x, i) => map.run(x, i, k)),
    ...(undo === undefined
      ? {}
      : { undo: (w: readonly number[], k: number) => undoneEach(w, (y, i) => undo(y, i, k)) }),
  };
});

const KEPT: readonly Step[] = PREDICATES.filter(({ reads }) => reads !== "state").map((predicate) => ({
  id: `[x for i, x in enumerate(v) if ${predicate.id}]`,
  reads: predicate.reads === "key" ? "key" : "list",
  moves: true,
  run: (v, k) => v.filter((_, i) => predicate.holds(v, i, k, 0)),
}));

/** All steps there are. */
export const STEPS: readonly Step[] = [...ORDERS, ...RUNNING, ...MAPPED, ...KEPT];

function scanned(v: readonly number[], join: (before: number, x: number) => number): number[] {
  const out: number[] = [];
  for (const x of v) out.push(out.length === 0 ? x : join(out[out.length - 1] as number, x));
  return out;
}

function undoneEach(w: readonly number[], undo: (y: number, i: number) => number | null): readonly number[] | null {
  const out: number[] = [];
  for (const [i, y] of w.entries()) {
    const x = undo(y, i);
    if (x === null) return null;
    out.push(x);
  }
  return out;
}
