import { AffineError, canonicalJson, parseChallengeId, type Params } from "../../core/index.ts";
import { environment, type Environment } from "../../envs/index.ts";

/** An environment with its parameters fixed: what a name in an address means. */
export interface Place {
  /** As it is written in addresses: `SAT`, or `SAT@3` for its level 3. */
  readonly name: string;
  readonly environment: Environment;
  readonly params: Params;
  /** The address itself names the level, so that no other is meant by it. */
  readonly isLevelled: boolean;
}

/**
 * The place of a name such as `SAT`, `sat` or `SAT@3`; without a level it is the environment's own default.
 *
 * @throws AffineError `environment_unknown`, `environment_params` for a level that it does not have.
 */
export function placeNamed(name: string): Place {
  const at = name.indexOf("@");
  const found = environment(at === -1 ? name : name.slice(0, at));
  if (at === -1) {
    const params = found.normalizeParams(undefined);
    return { name: found.info.name, environment: found, params, isLevelled: false };
  }
  const level = name.slice(at + 1);
  const params = found.normalizeParams({ level: /^\d{1,6}$/.test(level) ? Number(level) : level.slice(0, 32) });
  return { name: `${found.info.name}@${level}`, environment: found, params, isLevelled: true };
}

/**
 * A place with other parameters, where a request names any.
 *
 * @throws AffineError `environment_params`, `invalid_input` for level and params at once, and for others than those of the
 * address.
 */
export function placeWith(
  place: Place,
  { level, params }: { readonly level?: number | undefined; readonly params?: unknown },
): Place {
  if (level === undefined && params === undefined) return place;
  if (level !== undefined && params !== undefined) {
    throw new AffineError("invalid_input", "Both level and params are given.", { hint: "Give one of them." });
  }
  const asked = place.environment.normalizeParams(params ?? { level });
  if (place.isLevelled && !isSame(asked, place.params)) {
    throw new AffineError("invalid_input", `${place.name} is asked for with ${canonicalJson(asked)}.`, {
      hint: `Name the level once: ${place.environment.info.name} without @ takes any level or params.`,
    });
  }
  return { ...place, params: asked };
}

/**
 * Refuses a question that is none of the place: of another environment, and where the address names a level, of another
 * level.
 *
 * @param status of the answer, where the door's protocol has its own.
 * @throws AffineError `challenge_id` for what is no id, `invalid_input` with both names.
 */
export function refuseOtherPlace(place: Place, id: string, status = 400): void {
  const { env, params } = parseChallengeId(id);
  const { name } = place.environment.info;
  if (env === name && (!place.isLevelled || isSame(params, place.params))) return;
  const level = params["level"];
  const own = typeof level === "number" ? `${env}@${level}` : `${env} with ${canonicalJson(params)}`;
  throw new AffineError("invalid_input", `The question is of ${own}, the address is of ${place.name}.`, {
    hint: "Judge it at the address of its own environment and level.",
    details: { status },
  });
}

function isSame(one: Params, other: Params): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** The level of a place, `null` for custom parameters. */
export function levelOf({ params }: Place): number | null {
  const level = params["level"];
  return typeof level === "number" ? level : null;
}
