import { z } from "zod";
import { AffineError, envNameSchema, envVersionSchema, faultsOf, kinds, need } from "../core/index.ts";
import type { Environment } from "./environment.ts";

const functionSchema = z.custom<unknown>((value) => typeof value === "function", "is not a function");
const environmentSchema = z.object({
  info: z
    .object({
      name: envNameSchema,
      aliases: z.array(envNameSchema),
      version: envVersionSchema,
      title: z.string(),
      description: z.string(),
      answerFormat: z.string(),
      levels: z.array(z.int().positive()).min(1),
      scoredLevels: z.array(z.int()),
      defaultLevel: z.int(),
    })
    .refine((info) => [...info.scoredLevels, info.defaultLevel].every((level) => info.levels.includes(level)), {
      message: "scored levels and the default level must be among the levels",
    }),
  normalizeParams: functionSchema,
  generate: functionSchema,
  check: functionSchema,
});

/**
 * The environments among what a stranger's module exports: what `defineEnvironment` returned, or doors to it. Other
 * exports are passed over; an environment that is exported twice is given once.
 *
 * @param exported what the module exports, by name.
 * @throws AffineError `invalid_input` for a specification nobody made an environment of, or a malformed environment.
 */
export function environmentsAmong(exported: Readonly<Record<string, unknown>>): Environment[] {
  need(kinds.object, exported, "environmentsAmong", "what a module exports");
  const found = new Set<Environment>();
  for (const [name, value] of Object.entries(exported)) {
    const candidate = typeof value === "function" && "environment" in value ? value.environment : value;
    if (!isObject(candidate) || typeof candidate["generate"] !== "function") continue;
    if (isObject(candidate["info"])) found.add(environmentOf(name, candidate));
    else if (typeof candidate["check"] === "function" && "levels" in candidate) {
      throw new AffineError("invalid_input", `The export ${name} is a specification, not yet an environment.`, {
        hint: "Pass it to defineEnvironment and export what that returns.",
      });
    }
  }
  return [...found];
}

function environmentOf(name: string, candidate: object): Environment {
  const read = environmentSchema.safeParse(candidate);
  // The object itself, not a copy: registering knows environments by identity.
  if (read.success) return candidate as Environment;
  throw new AffineError(
    "invalid_input",
    `The export ${name} is not a well-formed environment: ${faultsOf(read.error, candidate)}`,
    { hint: "Export what defineEnvironment returns." },
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
