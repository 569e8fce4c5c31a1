import type { PushPlan } from "./push-plan.ts";
import type { PushOptions } from "./push-options.ts";

/** Makes the private repository, unless it is there. */
export async function createRepository(plan: PushPlan, { hub, tell, onPoint }: PushOptions): Promise<void> {
  if (plan.found !== undefined) return;
  const { created } = await hub.createPrivate(plan.repo);
  if (created) tell?.(`created ${plan.repo}, private`);
  onPoint?.("repository.created");
}
