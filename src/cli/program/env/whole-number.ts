import { InvalidArgumentError } from "commander";

const MOST = 999_999_999;

export function wholeNumber(text: string): number {
  return inRange(text, 0);
}

export function positive(text: string): number {
  return inRange(text, 1);
}

/** Numbers outside are whole as well: what is said names the range. */
function inRange(text: string, least: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least) return value;
  throw new InvalidArgumentError(`It must be a whole number of at least ${least} and at most ${MOST}.`);
}

/** `1,2,3`: levels, each once. */
export function levelList(text: string): number[] {
  const levels = text.split(",").map((part) => positive(part.trim()));
  if (new Set(levels).size === levels.length) return levels;
  throw new InvalidArgumentError("It names a level twice.");
}
