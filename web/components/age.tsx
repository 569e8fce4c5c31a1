import { duration } from "../format.ts";

interface Props {
  ageMs: number;
  stale: boolean;
  failure: string | undefined;
  running: boolean;
}

/** How old the figures are; red once they are old or the validator is gone. */
export function Age({ ageMs, stale, failure, running }: Props) {
  const what =
    failure !== undefined
      ? `validator unreachable, figures are ${duration(ageMs)} old`
      : !running
        ? `validator stopped ${duration(ageMs)} ago`
        : stale
          ? `no news from the validator for ${duration(ageMs)}`
          : `live, ${duration(ageMs)} old`;
  return (
    <p class={`age ${stale ? "old" : "fresh"}`} role="status" data-testid="age">
      <span class="dot" /> {what}
    </p>
  );
}
