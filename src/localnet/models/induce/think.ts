import { FOLDING_IDEAS, JOINING_IDEAS, STEP_IDEAS, type Idea } from "./ideas.ts";
import type { ShownFunction } from "./read-functions.ts";

const NOTHING: Idea = { python: "v", of: (v) => v };
/** Longer lists are no result of any question. */
const LONGEST = 200;

/**
 * The first train of up to two thoughts (and how lists are joined or folded before and after) that explains all calls.
 *
 * @param most how many trains are followed at most.
 * @param depth thoughts in a train at most.
 */
export function think(shown: ShownFunction, depth: number, most: number): readonly Idea[] | null {
  const first = shown.calls[0];
  if (first === undefined) return null;
  const hasKey = shown.parameters.includes("k");
  const steps = STEP_IDEAS.filter(({ python }) => hasKey || !/\bk\b/.test(python));
  const begins = shown.parameters.includes("ys") ? JOINING_IDEAS : [NOTHING];
  const ends = shown.gives === "number" ? FOLDING_IDEAS : [NOTHING];
  let left = most;
  let layer = begins.map((begin) => ({ train: [begin], v: begin.of(first.v, first.k, first.other) }));
  for (let thoughts = 0; ; thoughts += 1) {
    for (const { train, v } of layer) {
      for (const end of ends) {
        if (left <= 0) return null;
        left -= 1;
        if (!isSame(end.of(v, first.k, first.other), first.result, shown.gives)) continue;
        if (explains(shown, [...train, end])) return [...train, end];
      }
    }
    if (thoughts === depth) return null;
    layer = layer.flatMap(({ train, v }) =>
      v.length > LONGEST ? [] : steps.map((step) => ({ train: [...train, step], v: step.of(v, first.k, first.other) })),
    );
  }
}

function explains({ calls, gives }: ShownFunction, train: readonly Idea[]): boolean {
  return calls.every(({ v, k, other, result }) => {
    const found = train.reduce((list, { of }) => of(list, k, other), v);
    return isSame(found, result, gives);
  });
}

function isSame(found: readonly number[], wanted: readonly number[], gives: ShownFunction["gives"]): boolean {
  if (found.length !== wanted.length) return false;
  const spelt = (x: number): number => (gives === "word" ? ((((x - 1) % 26) + 26) % 26) + 1 : x);
  return found.every((x, i) => spelt(x) === wanted[i]);
}
