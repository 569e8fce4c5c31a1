import { useEffect, useState } from "preact/hooks";
import { ask } from "./ask.ts";

export type Asked<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly why: string }
  | { readonly state: "there"; readonly value: T };

/**
 * What an address of the API answers; asked again whenever `again` changes, the last answer stays meanwhile.
 *
 * @param path `null` asks nothing
 */
export function useAsk<T>(path: string | null, again: unknown = 0): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { path?: string | null }>({ state: "loading" });
  useEffect(() => {
    if (path === null) return;
    let isGone = false;
    ask<T>(path).then(
      (value) => {
        if (!isGone) setAsked({ state: "there", value, path });
      },
      (error: unknown) => {
        if (!isGone) setAsked({ state: "failed", why: error instanceof Error ? error.message : String(error), path });
      },
    );
    return () => {
      isGone = true;
    };
  }, [path, again]);
  return asked.path === path ? asked : { state: "loading" };
}
