import type { Command } from "commander";
import { AffineError } from "../../../core/index.ts";

/** What `af env card` does: it asks a model, measures the environment, or compares it with a stored card. */
export type CardWork = "model" | "measure" | "against";

/** The options that go with some of this work and not with the rest. */
const GOES_WITH: Readonly<Record<string, readonly CardWork[]>> = {
  questions: ["model"],
  levels: ["model"],
  concurrency: ["model"],
  seed: ["model"],
  maxTokens: ["model"],
  timeout: ["model"],
  into: ["model"],
  samples: ["measure"],
  against: ["against"],
  workers: ["measure", "against"],
};
const WITH_A_MODEL = "--base-url or --model";

/**
 * An option that would be passed over in silence is an error: the user meant other work than this.
 *
 * @throws AffineError `usage` naming all of them
 */
export function refuseIdle(command: Command, work: CardWork): void {
  const idle = command.options.filter((option) => {
    const goesWith = GOES_WITH[option.attributeName()];
    const isGiven = command.getOptionValueSource(option.attributeName()) === "cli";
    return isGiven && goesWith !== undefined && !goesWith.includes(work);
  });
  if (idle.length === 0) return;
  const names = listed(idle.map(({ long }) => String(long)));
  const go = idle.length === 1 ? "goes" : "go";
  const isOfModels = idle.every((option) => GOES_WITH[option.attributeName()]?.includes("model") === true);
  const message = isOfModels
    ? `${names} ${go} with ${WITH_A_MODEL}.`
    : `${names} ${go} without ${work === "model" ? WITH_A_MODEL : "--against"}.`;
  throw new AffineError("usage", message, {
    hint: "A card is measured, compared (--against), or of a model: one at a time.",
  });
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${String(names.at(-1))}`;
}
