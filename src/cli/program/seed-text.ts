import { InvalidArgumentError } from "commander";

/** A seed: any text but none, which a variable that is not set gives. */
export function seedText(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("It must not be empty; leave the option out for questions drawn anew.");
}
