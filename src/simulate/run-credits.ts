import type { Report } from "./report/figures.ts";
import { shellWord } from "./report/shell-word.ts";
import { CREDITED_CELLS, CREDITS, creditTable } from "./suite/credits.ts";
import { repeat } from "./work/repeat.ts";
import type { WorkOptions } from "./work/run-parts.ts";

/** Plays tests with partial credit: what it does to the rounds that a crown needs. */
export async function runCredits(
  plan: { readonly repetitions: number; readonly seed: string },
  options: WorkOptions,
): Promise<Report> {
  const { repetitions, seed } = plan;
  const started = performance.now();
  const names = Object.keys(CREDITS).flatMap((credit) => CREDITED_CELLS.map((cell) => ({ credit, cell })));
  const all = names.map((name) => ({ experiment: { kind: "credit", ...name } as const, repetitions }));
  const samples = await repeat(all, seed, options);
  return {
    title: "Partial credit",
    command: `af simulate --credit --reps ${repetitions} --seed ${shellWord(seed)}`,
    seed,
    tables: [
      creditTable(
        (credit, cell) => samples[names.findIndex((name) => name.credit === credit && name.cell === cell)] ?? [],
      ),
    ],
    seconds: (performance.now() - started) / 1000,
  };
}
