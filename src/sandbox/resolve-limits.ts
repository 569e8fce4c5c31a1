import { z } from "zod";
import { AffineError, faultWords } from "../core/index.ts";
import { DEFAULT_LIMITS, type Limits, WALL_MS_PER_UNIT } from "./limits.ts";

const MIB = 2 ** 20;

const limitsSchema = z.strictObject({
  fuelTicks: z.int().min(1).max(1_000_000_000_000),
  memoryBytes: z
    .int()
    .min(64 * MIB)
    .max(2048 * MIB),
  outputBytes: z
    .int()
    .min(1)
    .max(64 * MIB),
  wallMs: z.int().min(100).max(1_000_000_000),
});

/**
 * The limits of a run: those given, the rest by default.
 *
 * @throws AffineError `invalid_input` for an unknown name or a value out of range.
 */
export function resolveLimits(given: Partial<Limits> = {}): Limits {
  const parsed = limitsSchema.safeParse({ ...DEFAULT_LIMITS, ...given });
  if (parsed.success) {
    if (given.wallMs !== undefined) return parsed.data;
    // Never less than for the default fuel: a busy host needs as long to start on a small program as on a large one.
    const wallMs = Math.max(DEFAULT_LIMITS.wallMs, Math.ceil(parsed.data.fuelTicks * WALL_MS_PER_UNIT));
    return { ...parsed.data, wallMs };
  }
  const [issue] = parsed.error.issues;
  const name = issue?.path.join(".") ?? "";
  throw new AffineError(
    "invalid_input",
    `Limit ${name === "" ? "" : `\`${name}\` `}is out of range: ${issue === undefined ? "" : faultWords(issue)}.`,
    {
      hint: "fuelTicks 1 to 10^12, memoryBytes 64 MiB to 2 GiB, outputBytes 1 to 64 MiB, wallMs 100 to 1,000,000,000.",
      details: { field: "limits" },
    },
  );
}
