import { PACE_ROUNDS } from "../mechanism/index.ts";
import type { Challenger } from "./contest-schema.ts";

type Stream = Challenger["wealth"][number];

/** The stream of superiority that is furthest on its way; `undefined` without a test. */
export function leadingStream({ wealth }: Pick<Challenger, "wealth">): Stream | undefined {
  const streams = wealth.filter(({ stream }) => stream.startsWith("better"));
  return streams.toSorted((a, b) => b.wealthMilli / b.levelMilli - a.wealthMilli / a.levelMilli)[0];
}

/** How far the leading stream is on its way to its level, basis points. */
export function progressBp(challenger: Pick<Challenger, "wealth">): number {
  const leading = leadingStream(challenger);
  if (leading === undefined) return 0;
  return Math.max(0, Math.min(10_000, Math.floor((10_000 * leading.wealthMilli) / leading.levelMilli)));
}

/** What a crown still lacks, in words; empty when nothing, or there is no test. */
export function missingGates(challenger: Pick<Challenger, "wealth" | "epsBp">): string[] {
  const { wealth, epsBp } = challenger;
  const isBetter = wealth.some(({ stream, reached }) => stream.startsWith("better") && reached);
  const leading = leadingStream(challenger);
  const gates = wealth.filter(({ stream, reached }) => !stream.startsWith("better") && !reached);
  return [
    ...(isBetter || leading === undefined ? [] : [superiority(leading, progressBp(challenger), epsBp)]),
    ...gates.map(gateInWords),
  ];
}

function superiority({ environment }: Stream, doneBp: number, epsBp: number | null): string {
  const least = epsBp === null ? "" : ` by at least ${points(epsBp)} point${epsBp === 100 ? "" : "s"}`;
  const where = environment === null ? "on average" : `in ${environment}`;
  return `it must be better${least}, on average or in one environment: furthest ${where}, ${Math.floor(doneBp / 100)}% of the way`;
}

function gateInWords({ stream, environment }: Stream): string {
  switch (stream) {
    case "gain_above_zero":
      return "that its mean gain is above zero is not sure enough yet";
    case "no_great_loss":
      return `that it loses nothing great in ${environment ?? "any environment"} is not sure enough yet`;
    case "above_floor":
      return `that it stays above the floor in ${environment ?? "every environment"} is not sure enough yet`;
    default:
      return `${stream.replaceAll("_", " ")}${environment === null ? "" : ` in ${environment}`} is not shown yet`;
  }
}

/** Why a test that goes on has no estimate of its end. */
export function whyNoEta(challenger: Pick<Challenger, "state" | "roundsLeft" | "rounds" | "wealth">): string | null {
  const { state, roundsLeft, rounds } = challenger;
  if (roundsLeft !== null) return null;
  switch (state) {
    case "queued":
      return "it waits for its turn";
    case "qualifying":
    case "qualified":
      return "nobody reigns: models are tried for themselves";
    case "open":
      if (rounds === 0) return "no round has counted yet";
      return everythingGrows(challenger)
        ? `its pace is known after ${PACE_ROUNDS} rounds, or sooner once it has gone a quarter of every way`
        : "its wealth does not grow at present";
    case "candidate":
    case "stopped":
    case "ended":
    case "frozen":
      return null;
  }
}

/** Whether each stream that a crown still lacks is above where it began: of those of superiority, the leading one. */
function everythingGrows(challenger: Pick<Challenger, "wealth">): boolean {
  const isBetter = challenger.wealth.some(({ stream, reached }) => stream.startsWith("better") && reached);
  const leading = leadingStream(challenger);
  const gates = challenger.wealth.filter(({ stream, reached }) => !stream.startsWith("better") && !reached);
  const needed = isBetter || leading === undefined ? gates : [leading, ...gates];
  return needed.every(({ wealthMilli }) => wealthMilli > 0);
}

function points(bp: number): string {
  return (bp / 100).toFixed(2).replace(/\.?0+$/, "");
}
