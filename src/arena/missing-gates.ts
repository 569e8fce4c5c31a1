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
  const { leading, gates } = lacking(challenger);
  return [
    ...(leading === undefined ? [] : [superiority(leading, progressBp(challenger), challenger.epsBp)]),
    ...gatesInWords(gates),
  ];
}

/** What a crown still lacks: the leading stream of superiority, unless one is reached, and the other conditions. */
function lacking({ wealth }: Pick<Challenger, "wealth">): { leading: Stream | undefined; gates: readonly Stream[] } {
  const isBetter = wealth.some(({ stream, reached }) => stream.startsWith("better") && reached);
  const gates = wealth.filter(({ stream, reached }) => !stream.startsWith("better") && !reached);
  return { leading: isBetter ? undefined : leadingStream({ wealth }), gates };
}

function superiority({ environment }: Stream, doneBp: number, epsBp: number | null): string {
  const least = epsBp === null ? "" : ` by at least ${points(epsBp)} point${epsBp === 100 ? "" : "s"}`;
  const where = environment === null ? "on average" : `in ${environment}`;
  return `it must be better${least}, on average or in one environment: furthest ${where}, ${Math.floor(doneBp / 100)}% of the way`;
}

/** A line for each condition, with all environments that it still lacks in. */
function gatesInWords(gates: readonly Stream[]): string[] {
  const where = new Map<string, string[]>();
  for (const { stream, environment } of gates) {
    const known = where.get(stream) ?? [];
    where.set(stream, environment === null ? known : [...known, environment]);
  }
  return [...where].map(([stream, environments]) => {
    const place = environments.length === 0 ? "" : ` in ${listed(environments)}`;
    return `not sure enough yet: ${GATES[stream] ?? stream.replaceAll("_", " ")}${place}`;
  });
}

const GATES: Readonly<Record<string, string>> = {
  gain_above_zero: "that its mean gain is above zero",
  no_great_loss: "that it loses nothing great",
  above_floor: "that it stays above the floor",
};

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
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
      return paceInWords(challenger);
    case "candidate":
    case "stopped":
    case "ended":
    case "frozen":
      return null;
  }
}

function paceInWords(challenger: Pick<Challenger, "wealth">): string {
  const { leading, gates } = lacking(challenger);
  const needed = leading === undefined ? gates : [leading, ...gates];
  if (needed.every(({ wealthMilli }) => wealthMilli > 0)) {
    return `its pace is known after ${PACE_ROUNDS} rounds, or sooner once it has gone a quarter of every way`;
  }
  return leading === undefined
    ? "its wealth is enough, and a gate that it lacks comes no nearer at present"
    : "its wealth does not grow at present";
}

function points(bp: number): string {
  return (bp / 100).toFixed(2).replace(/\.?0+$/, "");
}
