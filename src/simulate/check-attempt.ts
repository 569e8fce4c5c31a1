import { z } from "zod";
import { AffineError, errorMessage, faultWords } from "../core/index.ts";
import type { Attack, Attempt, Submission } from "./attack.ts";
import type { Laboratory } from "./world/laboratory.ts";

const submissionSchema = z.object({
  owner: z.enum(["attacker", "honest", "hopeful"]),
  coldkey: z.string(),
  model: z.object({
    skills: z.array(z.number().min(0).max(1)),
    lineage: z.string(),
    lineageShare: z.number().min(0).lt(1),
  }),
});

/**
 * Begins an attack; what it submits is checked, since it may be somebody's first try.
 *
 * @throws AffineError `invalid_input` that says what is wrong: at once for the start, later from `react`
 */
export function beginChecked(attack: Attack, laboratory: Laboratory): Attempt {
  const attempt = guarded(attack.name, () => attack.begin(laboratory));
  if (typeof attempt !== "object" || (attempt as unknown) === null) {
    throw wrong(attack.name, "`begin` gives no object");
  }
  const { start, react } = attempt;
  check(attack.name, start ?? [], laboratory);
  if (react === undefined) return attempt;
  return {
    ...attempt,
    react: (view) => {
      const submissions = guarded(attack.name, () => react(view));
      check(attack.name, submissions, laboratory);
      return submissions;
    },
  };
}

function check(name: string, submissions: readonly Submission[], { settings }: Laboratory): void {
  if (!Array.isArray(submissions)) throw wrong(name, "it submits no list");
  for (const submission of submissions as readonly Submission[]) {
    const parsed = submissionSchema.safeParse(submission);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw wrong(name, `${issue?.path.join(".") ?? ""}: ${issue === undefined ? "" : faultWords(issue)}`);
    }
    const { skills, lineageShare } = parsed.data.model;
    if (skills.length !== settings.environments) {
      throw wrong(name, `a model has ${skills.length} skills, there are ${settings.environments} environments`);
    }
    if (lineageShare + settings.difficultyShare >= 1)
      throw wrong(name, "a model's lineageShare leaves nothing to noise");
  }
}

function guarded<T>(name: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (AffineError.isInstance(cause)) throw cause;
    throw wrong(name, `it threw: ${errorMessage(cause)}`, cause);
  }
}

function wrong(name: string, what: string, cause?: unknown): AffineError {
  return new AffineError("invalid_input", `The attack ${name} is not sound: ${what}.`, {
    hint: "docs/simulate.md shows a whole attack; the types are in src/simulate/attack.ts.",
    ...(cause === undefined ? {} : { cause }),
  });
}
