import type { Report } from "./report/figures.ts";
import { shellWord } from "./report/shell-word.ts";
import { MARKETS, marketTable } from "./suite/markets.ts";
import { repeat } from "./work/repeat.ts";
import type { WorkOptions } from "./work/run-parts.ts";

/** Plays the markets: what budget and schedule do to those who come, however often there is a crown. */
export async function runMarkets(
  plan: { readonly days: number; readonly repetitions: number; readonly seed: string },
  options: WorkOptions,
): Promise<Report> {
  const { days, repetitions, seed } = plan;
  const started = performance.now();
  const markets = Object.keys(MARKETS);
  const all = markets.map((name) => ({ experiment: { kind: "market", name, days } as const, repetitions }));
  const samples = await repeat(all, seed, options);
  return {
    title: "A market of tests",
    command: `af simulate --market --days ${days} --reps ${repetitions} --seed ${shellWord(seed)}`,
    seed,
    tables: [marketTable((name) => samples[markets.indexOf(name)] ?? [], days)],
    seconds: (performance.now() - started) / 1000,
  };
}
