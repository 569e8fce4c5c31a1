import { AffineError, type Params } from "../../core/index.ts";
import { environment, type Environment } from "../../envs/index.ts";

/** An environment with its parameters fixed: what a name in an address means. */
export interface Place {
  /** As it is written in addresses: `SAT`, or `SAT@3` for its level 3. */
  readonly name: string;
  readonly environment: Environment;
  readonly params: Params;
}

/**
 * The place of a name such as `SAT`, `sat` or `SAT@3`; without a level it is the environment's own default.
 *
 * @throws AffineError `environment_unknown`, `environment_params` for a level that it does not have.
 */
export function placeNamed(name: string): Place {
  const at = name.indexOf("@");
  const found = environment(at === -1 ? name : name.slice(0, at));
  if (at === -1) return { name: found.info.name, environment: found, params: found.normalizeParams(undefined) };
  const level = name.slice(at + 1);
  const params = found.normalizeParams({ level: /^\d{1,6}$/.test(level) ? Number(level) : level.slice(0, 32) });
  return { name: `${found.info.name}@${level}`, environment: found, params };
}

/** A place with other parameters, where a request names any. @throws AffineError `environment_params`, `invalid_input`. */
export function placeWith(
  place: Place,
  { level, params }: { readonly level?: number | undefined; readonly params?: unknown },
): Place {
  if (level === undefined && params === undefined) return place;
  if (level !== undefined && params !== undefined) {
    throw new AffineError("invalid_input", "Both level and params are given.", { hint: "Give one of them." });
  }
  return { ...place, params: place.environment.normalizeParams(params ?? { level }) };
}

/** The level of a place, `null` for custom parameters. */
export function levelOf({ params }: Place): number | null {
  const level = params["level"];
  return typeof level === "number" ? level : null;
}
