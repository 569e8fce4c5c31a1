import { AffineError } from "../../core/index.ts";
import { identityOnHub } from "../../hub/index.ts";
import type { PushPlan } from "./push-plan.ts";
import type { PushOptions } from "./push-options.ts";

/**
 * Makes sure that what lies on the hub is what was hashed here: the commitment will say so.
 *
 * @throws AffineError `hash_mismatch`
 */
export async function checkIdentity(
  plan: PushPlan,
  revision: string,
  { hub, signal, onPoint }: PushOptions,
): Promise<void> {
  const { id } = await identityOnHub(hub, plan.repo, revision, signal === undefined ? {} : { signal });
  if (id !== plan.model.identity.id) {
    await plan.state.change({ revision: undefined });
    throw new AffineError("hash_mismatch", `${plan.repo} at ${revision} holds another model than the folder.`, {
      hint: "Nothing was committed. Let nothing write into the folder or the repository, and run the command again.",
      details: { here: plan.model.identity.id, there: id },
    });
  }
  onPoint?.("identity.checked");
}
