import { z } from "zod";
import { AffineError, faultWords } from "../../core/index.ts";
import type { Limits } from "../limits.ts";
import { resolveLimits } from "../resolve-limits.ts";

/** How an engine is set up; everything has a default. */
export interface EngineOptions {
  /** Programs at the same time. Default: one a core, fewer if memory is short. */
  readonly workers?: number;
  /** Limits of a run unless the run names its own. */
  readonly limits?: Partial<Limits>;
  /** Folder that keeps the interpreter's instrumented module and snapshot; null keeps none. Default: the user's cache folder. */
  readonly cacheFolder?: string | null;
  /** Bubblewrap and seccomp around the child process: if they work here (default), not at all, or else fail. */
  readonly outerWall?: "auto" | "off" | "required";
  /** Runs after which a worker is replaced. Default: 1,000. */
  readonly runsPerWorker?: number;
  /** Told, in a sentence, what limits this host. */
  readonly onNotice?: (notice: string) => void;
}

const count = z.int("give a whole number from 1 to 1024").min(1).max(1024).optional();
const optionsSchema = z.strictObject({
  workers: count,
  runsPerWorker: count,
  limits: z.unknown().optional(),
  cacheFolder: z.string("give a folder, or null for none").min(1).nullable().optional(),
  outerWall: z.enum(["auto", "off", "required"]).optional(),
  onNotice: z.custom((given) => typeof given === "function", "give a function").optional(),
});

/** @throws AffineError `invalid_input` for an unknown option or a value out of range; `details.field` names it. */
export function checkOptions(options: EngineOptions): void {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = issue?.path.join(".") ?? "";
    throw new AffineError(
      "invalid_input",
      `Option ${name === "" ? "" : `\`${name}\` `}of the engine: ${issue === undefined ? "" : faultWords(issue)}.`,
      {
        hint: "See EngineOptions: workers, limits, cacheFolder, outerWall, runsPerWorker, onNotice.",
        details: { field: name },
      },
    );
  }
  resolveLimits(options.limits);
}
