import { AffineError } from "../../core/index.ts";
import { python } from "../../sandbox/index.ts";
import type { CheckContext } from "../check-context.ts";
import type { Replay } from "./episode.ts";
import type { Fold } from "./fold.ts";
import { rememberedRun } from "./remembered-runs.ts";

/** An episode none of whose turns runs Python. @throws AffineError `unsupported` where one does; what the fold throws */
export function withoutPython(name: string, fold: Fold): Replay {
  const step = fold.next();
  if (step.done === true) return step.value;
  const { turn } = step.value;
  throw new AffineError("unsupported", `Turn ${turn} of ${name} runs Python, which takes a moment.`, {
    hint: "Use play, which waits for the sandbox, instead of replay.",
    details: { fault: "needs_python", turn },
  });
}

/** Whether something was thrown for a turn that runs Python. */
export function needsPython(error: unknown): boolean {
  return AffineError.isInstance(error) && error.details["fault"] === "needs_python";
}

/** An episode, whatever its turns run. @throws AffineError (rejects) `sandbox_unavailable`; what the fold throws */
export async function withPython(fold: Fold, { python: engine = python, signal }: CheckContext): Promise<Replay> {
  let step = fold.next();
  while (step.done !== true) {
    signal?.throwIfAborted();
    step = fold.next(await rememberedRun(engine, step.value.run));
  }
  return step.value;
}
