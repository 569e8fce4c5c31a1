import { useEffect, useState } from "preact/hooks";
import { ask } from "./ask.ts";
import type { Asked } from "./use-ask.ts";

/** What several addresses of the API answer, together; asked again whenever one of them or `again` changes. */
export function useAskAll<T>(paths: readonly string[], again: unknown = 0): Asked<readonly T[]> {
  const key = paths.join(" ");
  const [asked, setAsked] = useState<Asked<readonly T[]> & { key?: string }>({ state: "loading" });
  useEffect(() => {
    let isGone = false;
    Promise.all(paths.map((path) => ask<T>(path))).then(
      (value) => {
        if (!isGone) setAsked({ state: "there", value, key });
      },
      (error: unknown) => {
        if (!isGone) setAsked({ state: "failed", why: error instanceof Error ? error.message : String(error), key });
      },
    );
    return () => {
      isGone = true;
    };
    // The paths follow from the key.
  }, [key, again]);
  // The last race stays until the next is there: a duel more is no reason to blink.
  return asked.key === undefined ? { state: "loading" } : asked;
}
