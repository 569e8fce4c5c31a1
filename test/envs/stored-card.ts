import { readFileSync } from "node:fs";
import { cardSchema, type Card } from "../../src/envs/index.ts";

/** The environments of this package, each with its card beside it. */
export const CARDED = ["sat", "abd", "ded", "hunt", "induce", "track", "plan", "prove", "opt", "repair"] as const;

export function storedCard(name: string): Card {
  const file = new URL(`../../src/envs/${name}/${name}.card.json`, import.meta.url);
  return cardSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}
