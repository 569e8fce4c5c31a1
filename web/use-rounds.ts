import { useEffect, useRef, useState } from "preact/hooks";
import type { RoundView } from "../src/arena/round-schema.ts";
import { ask } from "./ask.ts";

/** Scrolling rests when it has not moved for so long. */
const REST_MS = 80;
/** Rounds that are remembered. */
const MOST = 2_000;

/**
 * Rounds by number, as far as they are there: those given, and those of a range, which are asked for one by one (a copy
 * in files has no other address). `null` for one that is not kept.
 */
export function useRounds(
  given: readonly RoundView[],
  { first, last }: { readonly first: number; readonly last: number },
): ReadonlyMap<number, RoundView | null> {
  const known = useRef(new Map<number, RoundView | null>());
  const asked = useRef(new Set<number>());
  const [, setCount] = useState(0);
  for (const round of given) known.current.set(round.round, round);
  useEffect(() => {
    const timer = setTimeout(() => {
      for (let round = last; round >= first; round -= 1) {
        if (known.current.has(round) || asked.current.has(round)) continue;
        asked.current.add(round);
        void ask<RoundView>(`rounds/${round}.json`).then(
          (view) => keep(round, view),
          () => keep(round, null),
        );
      }
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [first, last]);
  const keep = (round: number, view: RoundView | null): void => {
    asked.current.delete(round);
    known.current.set(round, view);
    for (const oldest of known.current.keys()) {
      if (known.current.size <= MOST) break;
      known.current.delete(oldest);
    }
    setCount((count) => count + 1);
  };
  return known.current;
}
