import { AffineError } from "../../../core/index.ts";
import { chooseEndpoints } from "../networks.ts";
import type { SubtensorOptions, Timings } from "../options.ts";
import { Proofs } from "./proofs.ts";

/**
 * The proofs that the options ask for; none where the endpoint is to be believed.
 *
 * @throws AffineError `config_invalid` where fewer endpoints are named than must agree
 */
export function openProofs(
  { proofs: count, witnesses }: Pick<SubtensorOptions, "proofs" | "witnesses">,
  endpoints: readonly string[],
  timings: Timings,
): Proofs | undefined {
  if (count === undefined) return undefined;
  const [first, ...others] = (witnesses ?? "").split(",").filter((text) => text.trim() !== "");
  const further = first === undefined ? [] : chooseEndpoints(first, others.join(",")).endpoints;
  const all = [...new Set([...endpoints, ...further])];
  if (all.length < count) {
    throw new AffineError(
      "config_invalid",
      `${count} endpoints must agree on final blocks, and ${all.length === 1 ? "one is" : `${all.length} are`} named.`,
      { hint: "Name more in SUBTENSOR_FALLBACK, or fewer in AFFINE_TRUST: proofs:1 believes one endpoint's blocks." },
    );
  }
  return new Proofs({ ...timings, endpoints: all, count });
}
