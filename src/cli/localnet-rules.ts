import { InvalidArgumentError } from "commander";
import { integerIn } from "./localnet-flags.ts";

/** What may be changed, and how its value reads. */
export const RULES = {
  "commit-reveal": (text: string) => ({ commitReveal: { enabled: oneOf(text, ["on", "off"]) === "on" } }),
  tempo: (text: string) => ({ tempo: integerIn(2, 50_400)(text) }),
  "weights-rate-limit": (text: string) => ({ weightsRateLimit: integerIn(0, 50_400)(text) }),
  "version-key": (text: string) => ({ versionKey: integerIn(0, 1_000_000_000)(text) }),
};

function oneOf(text: string, words: readonly string[]): string {
  if (words.includes(text)) return text;
  throw new InvalidArgumentError(`Expected ${words.join(" or ")}.`);
}
