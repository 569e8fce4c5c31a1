import { z } from "zod";
import { AffineError, nearest, faultWords } from "../core/index.ts";
import { V2_CONSTANTS } from "../mechanism/index.ts";

/** What `af simulate --set name=value` can change. Shares are parts of a variance, gains are points of a hundred. */
const settingsSchema = z.strictObject({
  /** Environments; the incumbent's skills are .60 .50 .40 .55 .45 .65 .35 .50, the first of them. */
  environments: z.int().min(1).max(8).default(3),
  /** Validators with equal stake; the attack's own number unless given. */
  validators: z.int().min(1).max(16).optional(),
  /** Honest challengers a day. */
  arrivals: z.number().min(0).max(100).default(0.5),
  /** Mean and standard deviation of what an honest challenger gains over the champion of its day. */
  arrivalGain: z.number().min(-50).max(50).default(-1),
  arrivalSpread: z.number().min(0).max(50).default(2),
  /** r_d: part of an answer's luck that is the question's difficulty. */
  difficultyShare: z.number().min(0).max(0.9).default(0.4),
  /** r_l of originals and of copies: a copy shares r_d + r_l with its original. */
  lineageShare: z.number().min(0).max(0.9).default(0.4),
  /** r_l of fine-tunes; one shares r_d + sqrt(r_l of both) with its original. */
  fineTuneShare: z.number().min(0).max(0.9).default(0.225),
  /** Blocks between two rounds of affine-v2. */
  roundBlocks: z.int().min(1).max(100).default(V2_CONSTANTS.roundBlocks),
  /** Questions an environment has, for the attack that learns them by heart under affine-v1. */
  poolQuestions: z.int().min(1).max(1_000_000).default(2000),
});

/** The laboratory's settings. */
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/**
 * Settings from `name=value` texts.
 *
 * @throws AffineError `usage` for a name that does not exist, a constant that cannot be set, a value out of range.
 */
export function parseSettings(assignments: readonly string[]): Settings {
  const given: Record<string, number> = {};
  for (const assignment of assignments) {
    const [name = "", text = ""] = assignment.split(/=(.*)/s);
    refuseUnknown(name);
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) {
      throw new AffineError("usage", `The setting ${name} needs a number, got "${text.slice(0, 40)}".`, {
        hint: `Write --set ${name}=${String(DEFAULT_SETTINGS[name as keyof Settings] ?? 4)}.`,
      });
    }
    given[name] = value;
  }
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = issue?.path.join(".") ?? "";
    throw new AffineError(
      "usage",
      `The setting ${name}=${given[name] ?? ""} is not possible: ${issue === undefined ? "" : faultWords(issue)}.`,
      {
        hint: "The ranges are in docs/simulate.md.",
      },
    );
  }
  const { difficultyShare, lineageShare, fineTuneShare } = parsed.data;
  if (difficultyShare + Math.max(lineageShare, fineTuneShare) >= 1) {
    throw new AffineError("usage", "difficultyShare and lineageShare (or fineTuneShare) leave nothing to noise.", {
      hint: "Their sum must stay below 1.",
    });
  }
  return parsed.data;
}

function refuseUnknown(name: string): void {
  const names = Object.keys(settingsSchema.shape);
  if (names.includes(name)) return;
  const shown = name.slice(0, 64);
  if (Object.hasOwn(V2_CONSTANTS, name)) {
    throw new AffineError("usage", `${shown} is a constant of affine-v2: it is hashed into every record.`, {
      hint: `The laboratory calls the production decision, whose constants are fixed. Settable: ${names.join(", ")}.`,
    });
  }
  const close = nearest(shown, names);
  throw new AffineError("usage", `There is no setting or constant "${shown}".`, {
    hint: close === undefined ? `Settable: ${names.join(", ")}.` : `Did you mean ${close}?`,
  });
}
