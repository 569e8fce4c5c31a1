import { writeFile } from "node:fs/promises";
import { AffineError, errorMessage, nearest } from "../../../core/index.ts";
import { mechanism, MECHANISMS, type MechanismName } from "../../../mechanism/index.ts";
import {
  ATTACKS,
  findAttack,
  parseSettings,
  renderHtml,
  runAttacks,
  runCredits,
  runMarkets,
  runSuite,
  SUITE_SIZES,
  type Report,
  type SuiteSize,
  type WorkOptions,
} from "../../../simulate/index.ts";
import { countBar } from "../../../telemetry/index.ts";
import type { CommandContext } from "../../context.ts";
import { printJson, printLine } from "../../output.ts";
import { differencesOf, drawReport } from "./draw-report.ts";
import { estimateFromRecords } from "./estimate-r.ts";

interface SimulateOptions {
  readonly attack?: readonly string[];
  readonly mechanism?: string;
  readonly days: number;
  readonly reps: number;
  readonly seed: string;
  readonly set: readonly string[];
  readonly suite?: string;
  readonly market?: boolean;
  readonly credit?: boolean;
  readonly workers: number;
  readonly html?: string;
  readonly listAttacks?: boolean;
  readonly estimateR?: string;
}

export async function simulate(context: CommandContext, options: SimulateOptions): Promise<void> {
  if (options.listAttacks === true) {
    await listAttacks(context);
    return;
  }
  if (options.estimateR !== undefined) {
    await estimateFromRecords(context, options.estimateR);
    return;
  }
  const bar = countBar();
  const work: WorkOptions = {
    workers: options.workers,
    signal: context.signal,
    onProgress: (done, of) => {
      context.log.info({ done, of }, "simulating");
      bar.show({ doing: "simulating", done, total: of, unit: "parts" });
    },
  };
  const report = await reportOf(options, work).finally(() => bar.close());
  if (options.html !== undefined) await writeReport(options.html, report);
  if (context.json) await printJson(report);
  else await printLine(drawReport(report));
  // For scripts: the published tables were not reproduced.
  if (differencesOf(report).length > 0) process.exitCode = 1;
}

async function reportOf(options: SimulateOptions, work: WorkOptions): Promise<Report> {
  if (options.credit === true) return creditsOf(options, work);
  if (options.market === true) return marketsOf(options, work);
  return options.suite === undefined ? attacksOf(options, work) : suiteOf(options, work);
}

async function marketsOf(options: SimulateOptions, work: WorkOptions): Promise<Report> {
  const { attack, mechanism: chosen, set, suite, days, reps, seed } = options;
  if (attack !== undefined || chosen !== undefined || set.length > 0 || suite !== undefined) {
    throw new AffineError("usage", "A market takes --days, --reps and --seed: nobody attacks in it.", {
      hint: "Leave --market out, or the others.",
    });
  }
  return runMarkets({ days, repetitions: reps, seed }, work);
}

async function creditsOf(options: SimulateOptions, work: WorkOptions): Promise<Report> {
  const { attack, mechanism: chosen, set, suite, market, reps, seed } = options;
  if (attack !== undefined || chosen !== undefined || set.length > 0 || suite !== undefined || market === true) {
    throw new AffineError("usage", "The tests with partial credit take --reps and --seed: their worlds are fixed.", {
      hint: "Leave --credit out, or the others.",
    });
  }
  return runCredits({ repetitions: reps, seed }, work);
}

async function attacksOf(options: SimulateOptions, work: WorkOptions): Promise<Report> {
  const attacks = options.attack ?? ATTACKS.map(({ name }) => name);
  for (const name of attacks) await findAttack(name);
  const { mechanism: chosen = "both" } = options;
  const mechanisms = chosen === "both" ? (Object.keys(MECHANISMS) as MechanismName[]) : [mechanism(chosen).name];
  const { days, reps, seed } = options;
  const settings = parseSettings(options.set);
  return runAttacks({ attacks, mechanisms, days, repetitions: reps, seed, settings }, work);
}

async function suiteOf(options: SimulateOptions, work: WorkOptions): Promise<Report> {
  const size = options.suite ?? "";
  if (!SUITE_SIZES.some((known) => known === size)) {
    const close = nearest(size.slice(0, 64), SUITE_SIZES);
    throw new AffineError("usage", `There is no suite "${size.slice(0, 64)}".`, {
      hint: close === undefined ? `Choose one of: ${SUITE_SIZES.join(", ")}.` : `Did you mean ${close}?`,
    });
  }
  if (options.attack !== undefined || options.mechanism !== undefined || options.set.length > 0) {
    throw new AffineError("usage", "The suite's worlds are fixed: it takes no --attack, --mechanism or --set.", {
      hint: "Leave --suite out to choose them.",
    });
  }
  return runSuite(size as SuiteSize, options.seed, work);
}

async function listAttacks({ json }: CommandContext): Promise<void> {
  for (const { name, summary } of ATTACKS) {
    if (json) await printJson({ name, summary });
    else await printLine(`${name.padEnd(24)}${summary}`);
  }
}

async function writeReport(file: string, report: Report): Promise<void> {
  try {
    await writeFile(file, renderHtml(report));
  } catch (cause) {
    throw new AffineError("invalid_input", `The report ${file} cannot be written: ${errorMessage(cause)}`, {
      hint: "Give a file in a folder that exists with --html.",
      cause,
    });
  }
}
