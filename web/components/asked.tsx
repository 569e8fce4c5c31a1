import type { ComponentChildren } from "preact";
import type { Asked } from "../use-ask.ts";
import { Note } from "./note.tsx";

/** Shows an answer once it is there, and says so while it is not. */
export function AskedFor<T>({
  asked,
  what,
  children,
}: {
  asked: Asked<T>;
  what: string;
  children: (value: T) => ComponentChildren;
}) {
  if (asked.state === "loading") return <Note kind="loading">Asking for {what} …</Note>;
  if (asked.state === "failed")
    return (
      <Note kind="failed">
        No {what}: {asked.why}
      </Note>
    );
  return <>{children(asked.value)}</>;
}
