import type { PushPlan } from "./push-plan.ts";
import type { PushOptions } from "./push-options.ts";

/** Registers the hotkey where that is free; elsewhere the plan has made sure that it is registered. */
export async function registerHotkey(plan: PushPlan, options: PushOptions): Promise<number> {
  if (plan.uid !== undefined) return plan.uid;
  const { chain, netuid, key, registerWith = key.address, tell } = options;
  const uid = await chain.register(key, netuid, { coldkey: registerWith });
  tell?.(`registered as uid ${uid}`);
  options.onPoint?.("registered");
  return uid;
}
