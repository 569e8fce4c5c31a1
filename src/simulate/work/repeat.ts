import type { Sample } from "../statistics.ts";
import type { Experiment, Part } from "./experiment.ts";
import { runParts, type WorkOptions } from "./run-parts.ts";

/** An experiment and how often it is repeated. */
export interface Repeated {
  readonly experiment: Experiment;
  readonly repetitions: number;
}

/** Every experiment is cut into so many parts at most: enough to keep all threads busy to the end. */
const PARTS = 16;

/** Repeats experiments; the samples of each, in order. The same seed gives the same samples on any number of threads. */
export async function repeat(
  all: readonly Repeated[],
  seed: string,
  options: WorkOptions,
): Promise<readonly (readonly Sample[])[]> {
  const parts = all.map(({ experiment, repetitions }) => cut(experiment, repetitions, seed));
  const samples = await runParts(parts.flat(), options);
  let at = 0;
  return parts.map((own) => {
    const mine = samples.slice(at, at + own.length).flat();
    at += own.length;
    return mine;
  });
}

function cut(experiment: Experiment, repetitions: number, seed: string): readonly Part[] {
  const size = Math.max(1, Math.ceil(repetitions / PARTS));
  return Array.from({ length: Math.ceil(repetitions / size) }, (_, part) => ({
    experiment,
    seed,
    from: part * size,
    to: Math.min(repetitions, (part + 1) * size),
  }));
}
