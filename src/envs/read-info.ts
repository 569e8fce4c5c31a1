import { z } from "zod";
import { AffineError, envNameSchema, envVersionSchema, faultsOf, needFields } from "../core/index.ts";
import type { EnvironmentInfo } from "./environment.ts";

const infoSchema = z.object({
  name: envNameSchema,
  aliases: z.array(envNameSchema),
  version: envVersionSchema,
  levels: z.array(z.int().positive()).min(1),
  scoredLevels: z.array(z.int().positive()),
  defaultLevel: z.int().positive(),
  maxAttempts: z.int().positive().optional(),
});

/** What a specification says about itself, without the rest. @throws AffineError `invalid_input` where it contradicts itself. */
export function readInfo(spec: EnvironmentInfo & { maxAttempts?: number }): EnvironmentInfo {
  needFields(spec, "defineEnvironment", "a specification: { name, version, levels, generate, check, … }");
  const { name, aliases, version, title, description, answerFormat, levels, scoredLevels, defaultLevel } = spec;
  const read = infoSchema.safeParse(spec);
  const stray = read.success ? [...scoredLevels, defaultLevel].filter((level) => !levels.includes(level)) : [];
  if (!read.success || stray.length > 0) {
    const why = read.success
      ? `levels ${stray.join(", ")} are not among its levels ${levels.join(", ")}`
      : faultsOf(read.error, spec);
    throw new AffineError("invalid_input", `The environment ${name} is not well defined: ${why}.`, {
      hint: "Correct what is passed to defineEnvironment.",
    });
  }
  return Object.freeze({
    name,
    aliases: [...aliases],
    version,
    title,
    description,
    answerFormat,
    levels: [...levels],
    scoredLevels: [...scoredLevels],
    defaultLevel,
  });
}
