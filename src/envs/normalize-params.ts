import type { z } from "zod";
import { AffineError, canonicalJson, paramsSchema, type Params, faultsOf } from "../core/index.ts";
import type { Environment, EnvironmentInfo } from "./environment.ts";

/** What is passed may be a megabyte; a message that repeats it is for nobody. */
const MAX_MESSAGE = 400;

/** Parameters in the one form that an environment knows them by. @throws AffineError `environment_params` */
export function normalizeParams<Custom extends Params>(
  spec: EnvironmentInfo & { customParams?: z.ZodType<Custom> },
  given: unknown,
): Params {
  if (given === undefined || given === null) return { level: spec.defaultLevel };
  // A record drops this name, so that the environment's own default would be asked instead.
  if (typeof given === "object" && Object.hasOwn(given, "__proto__")) {
    throw badParams(spec, `${spec.name} has no parameter __proto__.`);
  }
  const read = paramsSchema.safeParse(given);
  if (!read.success) throw badParams(spec, `Parameters of ${spec.name} are malformed: ${faultsOf(read.error, given)}`);
  const keys = Object.keys(read.data);
  if (keys.length === 0) return { level: spec.defaultLevel };
  if (keys.includes("level")) {
    const level = read.data["level"] as number;
    const others = keys.filter((key) => key !== "level");
    if (others.length > 0 && spec.customParams === undefined) {
      throw badParams(spec, `${spec.name} has no parameter ${others.join(", ")}.`);
    }
    if (others.length > 0) throw badParams(spec, `${spec.name} takes a level or other parameters, not both.`);
    if (spec.levels.includes(level)) return { level };
    throw badParams(spec, `${spec.name} has no level ${JSON.stringify(level)}.`);
  }
  if (spec.customParams === undefined) throw badParams(spec, `${spec.name} has no parameter ${keys.join(", ")}.`);
  const custom = spec.customParams.safeParse(read.data);
  if (custom.success) return custom.data;
  throw badParams(spec, `Parameters of ${spec.name} are out of range: ${faultsOf(custom.error, read.data)}`);
}

function badParams(spec: EnvironmentInfo, message: string): AffineError {
  const short = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
  return new AffineError("environment_params", short, {
    hint: `Levels of ${spec.name}: ${spec.levels.join(", ")}; \`af env list\` shows them, docs/environments.md the rest.`,
  });
}

/** True when params are already in the one form that {@link Environment.normalizeParams} gives. */
export function paramsAreNormal(environment: Environment, params: Params): boolean {
  return canonicalJson(environment.normalizeParams(params)) === canonicalJson(params);
}
