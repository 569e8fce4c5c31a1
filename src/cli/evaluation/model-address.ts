import { AffineError } from "../../core/index.ts";
import { isChutes } from "../../sdk/index.ts";
import type { CommandContext } from "../context.ts";

/**
 * Where a model is asked: the address that was named, AFFINE_INFERENCE_URL, or the localnet that runs here. A host that
 * the user has not named is asked nothing, not even for its list.
 *
 * @throws AffineError `usage` where nothing was named and no localnet runs
 */
export async function modelAddress(context: CommandContext, named: string | undefined): Promise<string> {
  const set = named ?? context.config.values.inferenceUrl;
  if (set !== undefined) return set;
  const { inferenceUrl } = await context.network();
  if (!isChutes(inferenceUrl)) return inferenceUrl;
  throw new AffineError("usage", `Nobody is there to ask: no localnet is running in ${context.cwd}.`, {
    hint: `Start \`af demo\` here, or name an address with --base-url (or AFFINE_INFERENCE_URL), such as ${inferenceUrl}.`,
  });
}
