/** How a list becomes one number, as the last step of a rule. */
export interface Fold {
  /** The number as a Python expression in `v`, which is its name as well. */
  readonly id: string;
  run(v: readonly number[]): number;
}

const sum = (v: readonly number[]): number => v.reduce((total, x) => total + x, 0);

/** All of them. */
export const FOLDS: readonly Fold[] = [
  { id: "sum(v)", run: sum },
  { id: "len(v)", run: (v) => v.length },
  { id: "max(v, default=0)", run: (v) => (v.length === 0 ? 0 : Math.max(...v)) },
  { id: "min(v, default=0)", run: (v) => (v.length === 0 ? 0 : Math.min(...v)) },
  { id: "v[-1] if v else 0", run: (v) => v.at(-1) ?? 0 },
  { id: "v[0] if v else 0", run: (v) => v[0] ?? 0 },
  { id: "sum(v[::2]) - sum(v[1::2])", run: (v) => v.reduce((total, x, i) => (i % 2 === 0 ? total + x : total - x), 0) },
  { id: "sum(x * i for i, x in enumerate(v))", run: (v) => v.reduce((total, x, i) => total + x * i, 0) },
  { id: "max(v, default=0) - min(v, default=0)", run: (v) => (v.length === 0 ? 0 : Math.max(...v) - Math.min(...v)) },
];
