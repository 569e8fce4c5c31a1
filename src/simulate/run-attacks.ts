import type { MechanismName } from "../mechanism/index.ts";
import { ATTACKS } from "./attacks/index.ts";
import type { Figure, FigureTable, Report } from "./report/figures.ts";
import { shellWord } from "./report/shell-word.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { summarise, type Estimate, type Sample } from "./statistics.ts";
import { repeat } from "./work/repeat.ts";
import type { WorkOptions } from "./work/run-parts.ts";

export interface AttackPlan {
  /** Names, or modules' paths. */
  readonly attacks: readonly string[];
  readonly mechanisms: readonly MechanismName[];
  readonly days: number;
  readonly repetitions: number;
  readonly seed: string;
  readonly settings: Settings;
}

/** What the samples' names are called in tables, in order. */
const FIGURES: Readonly<Record<string, string>> = {
  attackerShare: "attacker's share",
  attackerCrowned: "P(attacker crowned)",
  attackerBountyShare: "its share with bounty",
  burntShare: "share burnt",
  changes: "changes of champion",
  skillGain: "champion's gain, points",
  hopefulCrowned: "P(better model crowned)",
  hopefulDay: "on day",
  attackerMiners: "attacker's models",
  attackerRounds: "rounds they were asked",
};

/** Plays attacks under mechanisms: one table a mechanism, one row an attack. */
export async function runAttacks(plan: AttackPlan, options: WorkOptions): Promise<Report> {
  const { attacks, mechanisms, days, repetitions, seed, settings } = plan;
  const started = performance.now();
  const all = mechanisms.flatMap((mechanism) =>
    attacks.map((attack) => ({
      experiment: { kind: "attack", attack, mechanism, days, settings } as const,
      repetitions,
    })),
  );
  const samples = await repeat(all, seed, options);
  const tables = mechanisms.map((mechanism, place): FigureTable => ({
    title: `${mechanism}: ${days} days`,
    name: mechanism,
    note: `${repetitions} repetitions: mean ± standard error, or one number where all gave the same. Shares are of the emission.`,
    rows: attacks.map((attack, row) => ({
      label: attack,
      figures: figuresOf(samples[place * attacks.length + row] ?? [], mechanism),
    })),
    drawn: ["attacker's share", "P(attacker crowned)", "P(better model crowned)"],
  }));
  return {
    title: "Attacks on the mechanism",
    command: commandOf(plan),
    seed,
    tables,
    seconds: (performance.now() - started) / 1000,
    ...(mechanisms.length > 1 ? { sideBySide: ["attacker's share", "P(better model crowned)"] } : {}),
  };
}

/** The call that gives the same figures: what differs from the defaults. */
function commandOf({ attacks, mechanisms, days, repetitions, seed, settings }: AttackPlan): string {
  const all = attacks.length === ATTACKS.length && attacks.every((name, place) => ATTACKS[place]?.name === name);
  const changed = Object.entries(settings).filter(
    ([name, value]) => DEFAULT_SETTINGS[name as keyof Settings] !== value,
  );
  return [
    "af simulate",
    ...(all ? [] : attacks.map((attack) => `--attack ${shellWord(attack)}`)),
    ...(mechanisms.length === 1 ? [`--mechanism ${mechanisms[0] ?? ""}`] : []),
    `--days ${days} --reps ${repetitions} --seed ${shellWord(seed)}`,
    ...changed.map(([name, value]) => `--set ${name}=${value}`),
  ].join(" ");
}

function figuresOf(samples: readonly Sample[], mechanism: MechanismName): readonly Figure[] {
  const summary: Readonly<Record<string, Estimate>> = summarise(samples);
  return Object.entries(FIGURES).flatMap(([key, name]) => {
    const ours = summary[key];
    if (ours === undefined || (key === "attackerBountyShare" && mechanism === "affine-v1")) return [];
    return [{ name, ours }];
  });
}
