import { duration } from "../format.ts";

interface Props {
  readonly ageMs: number;
  readonly stale: boolean;
  readonly failure: string | undefined;
  readonly running: boolean;
  readonly isStatic: boolean;
}

/** How old the figures are; red once they are old or the validator is gone. */
export function Age({ ageMs, stale, failure, running, isStatic }: Props) {
  return (
    <p class={`age ${stale ? "old" : "fresh"}`} role="status" data-testid="age">
      <span class="dot" aria-hidden="true" /> {isStatic ? "a copy in files" : said({ ageMs, stale, failure, running })}
    </p>
  );
}

function said({ ageMs, stale, failure, running }: Omit<Props, "isStatic">): string {
  if (failure !== undefined) return `validator unreachable, figures are ${duration(ageMs)} old`;
  if (!running) return `validator stopped ${duration(ageMs)} ago`;
  // Under a second it is of now; a figure that changes with every look says no more.
  return stale ? `no news from the validator for ${duration(ageMs)}` : `live, ${Math.round(ageMs / 1000)} s old`;
}
