import { z } from "zod";
import type { State } from "../reads/state.ts";

const named: z.ZodType<{ type: string; value?: unknown }> = z.object({
  type: z.string(),
  value: z.unknown().optional(),
});
const eventsSchema = z.array(
  z.object({
    phase: z.object({ type: z.string(), value: z.number().optional() }),
    event: z.object({ type: z.string(), value: named }),
  }),
);
const failureSchema = z.object({ dispatch_error: named });

/** What became of the transaction at `index` of the state's block: the chain's name of the error, if it failed. */
export async function readFailure(state: State, index: number): Promise<string | undefined> {
  const [events] = await state.values([[eventsSchema, "System", "Events"]]);
  for (const { phase, event } of events) {
    if (phase.type !== "ApplyExtrinsic" || phase.value !== index || event.type !== "System") continue;
    if (event.value.type === "ExtrinsicSuccess") return undefined;
    if (event.value.type !== "ExtrinsicFailed") continue;
    const failure = failureSchema.safeParse(event.value.value);
    return failure.success ? errorName(failure.data.dispatch_error) : "Unknown";
  }
  // Every transaction of a block ends with one of the two; without either nothing can be said for it.
  return "Unknown";
}

/** `SettingWeightsTooFast` of `{Module, {SubtensorModule, {SettingWeightsTooFast}}}`; `Token.Frozen` and the like as they are. */
function errorName(error: { type: string; value?: unknown }): string {
  const inner = named.safeParse(error.value);
  if (!inner.success) return error.type;
  if (error.type !== "Module") return `${error.type}.${inner.data.type}`;
  const module = named.safeParse(inner.data.value);
  return module.success ? module.data.type : inner.data.type;
}
