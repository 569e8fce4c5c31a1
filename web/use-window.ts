import { useCallback, useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";

/** Rows that are drawn beyond those that can be seen, above and below. */
const SPARE = 6;

/** Which rows of a long list can be seen, by their places; all rows are equally high. */
export function useWindow(
  box: RefObject<HTMLElement | null>,
  { height, total }: { readonly height: number; readonly total: number },
): { readonly first: number; readonly last: number; readonly onScroll: () => void } {
  const [range, setRange] = useState({ first: 0, last: Math.min(total - 1, 2 * SPARE) });
  const look = useCallback(() => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    const first = Math.max(0, Math.floor(scrollTop / height) - SPARE);
    const last = Math.min(total - 1, Math.ceil((scrollTop + clientHeight) / height) + SPARE);
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [height, total]);
  useEffect(look, [look]);
  return { ...range, last: Math.min(range.last, total - 1), onScroll: look };
}
