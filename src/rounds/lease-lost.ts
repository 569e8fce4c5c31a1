import { AffineError } from "../core/index.ts";

/** Another runner has the job: this one must not ask on. */
export function leaseLost(id: string): AffineError {
  return new AffineError("locked", `The lease of job ${id} was lost in the middle of its episode.`, {
    hint: "Another runner goes on with it. A runner that was stopped for longer than its lease meets this once.",
  });
}
