import { InvalidArgumentError } from "commander";

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text)) return value;
  throw new InvalidArgumentError("It must be a whole number.");
}

export function positive(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be at least 1.");
}

/** `1,2,3`: levels, each once. */
export function levelList(text: string): number[] {
  const levels = text.split(",").map((part) => positive(part.trim()));
  if (new Set(levels).size === levels.length) return levels;
  throw new InvalidArgumentError("It names a level twice.");
}
