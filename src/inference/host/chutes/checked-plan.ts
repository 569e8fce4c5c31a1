import { z } from "zod";
import { AffineError, faultsOf } from "../../../core/index.ts";
import type { DeploymentPlan } from "../inference-host.ts";

/** Bounds of the host's own API (`ChuteArgs` and `NodeSelector` of chutes-api, 2025-09). */
const planSchema = z.object({
  model: z
    .string()
    .regex(/^[A-Za-z0-9_.-]+\/[A-Za-z0-9][A-Za-z0-9_.-]*$/, "`owner/name`")
    .min(3)
    .max(127),
  revision: z.string().regex(/^[0-9a-f]{40}$/, "a full commit id, 40 hexadecimal digits"),
  gpus: z.int().min(1).max(8),
  minVramGb: z.int().min(16).max(140),
  concurrency: z.int().min(1).max(256),
  maxInstances: z.int().min(1).max(100),
  shutdownAfterSeconds: z.int().min(60).max(604_800),
});

/** The plan, when the host could take it: told before anything is sent. @throws AffineError `invalid_input` */
export function checkedPlan(plan: DeploymentPlan): DeploymentPlan {
  const parsed = planSchema.safeParse(plan);
  if (parsed.success) return parsed.data;
  throw new AffineError("invalid_input", `Chutes cannot deploy this: ${faultsOf(parsed.error, plan)}`, {
    hint: "Correct the plan; nothing was sent.",
  });
}
