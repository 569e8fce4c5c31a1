import { AffineError } from "../core/index.ts";

/** A commit whose parent is not the head any more. */
export function movedOn(repo: string, parent: string, head: string): AffineError {
  return new AffineError("hub_rejected", `Somebody else committed to ${repo}: it is at ${head}, not ${parent}.`, {
    hint: "Run the command again; it looks at the repository anew.",
    details: { head, reason: "moved_on" },
  });
}
