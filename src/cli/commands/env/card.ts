import type { Command } from "commander";
import { AffineError } from "../../../core/index.ts";
import {
  cardDrift,
  cardPasses,
  makeCard,
  type Bar,
  type CardClock,
  type CardOptions,
  type CardProgress,
} from "../../../envs/index.ts";
import { commandContext } from "../../context.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { barWord } from "./card-difference.ts";
import { chosenEnvironment } from "./chosen-environment.ts";
import { modelCard, type ModelCardOptions } from "./model-card.ts";
import { refuseIdle } from "./idle-options.ts";
import { storedCard } from "./stored-card.ts";
import { EnvironmentThreads } from "./threads/index.ts";
import { say } from "../../../telemetry/index.ts";

const COLUMNS = [{ title: "check" }, { title: "bar" }, { title: "measured" }, { title: "" }];

/** Of this process, which other work on the machine does not lengthen; what a sandbox does is not in it. */
const PROCESSOR_TIME: CardClock = {
  name: "processor time",
  nowMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

interface CardCommandOptions extends ModuleOption, ModelCardOptions {
  readonly samples: number;
  readonly workers: number;
  readonly against?: string;
}

/** Measures an environment, or compares it with a stored card. */
export async function card(name: string, options: CardCommandOptions, command: Command): Promise<void> {
  const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
  const asksModel = options.baseUrl !== undefined || options.model !== undefined;
  refuseIdle(command, asksModel ? "model" : options.against === undefined ? "measure" : "against");
  if (asksModel) {
    await modelCard(commandContext(command), await chosenEnvironment(name, options), options);
  } else if (options.against === undefined) await measure(name, options, json);
  else await compare(name, options, options.against, json);
}

async function measure(name: string, options: CardCommandOptions, json: boolean): Promise<void> {
  const { samples, workers } = options;
  const environment = await chosenEnvironment(name, options);
  const card = await makeCard(environment, {
    samples,
    clock: PROCESSOR_TIME,
    onProgress: reporter(),
    // The golden questions are made both here and in another thread, whichever measures.
    ...(workers === 1 ? { again: onThreads(name, options, 1) } : { measure: onThreads(name, options, workers) }),
  });
  if (json) await printJson(card);
  else await printLine(table(COLUMNS, [...card.facts.bars, ...(card.timings?.bars ?? [])].map(row)));
  if (!cardPasses(card)) process.exitCode = 1;
}

/** Which thread has which slice changes nothing. */
function onThreads(
  name: string,
  { module, patience }: CardCommandOptions,
  workers: number,
): NonNullable<CardOptions["measure"]> {
  return async (slices, onStart) => {
    const threads = new EnvironmentThreads({ module, patience }, workers);
    try {
      return await Promise.all(slices.map((slice) => threads.measure(name, slice, () => onStart(slice))));
    } finally {
      await threads.close();
    }
  };
}

async function compare(name: string, options: CardCommandOptions, file: string, json: boolean): Promise<void> {
  const stored = storedCard(file);
  const environment = await chosenEnvironment(name, options);
  if (stored.facts.environment !== environment.info.name) {
    throw new AffineError(
      "invalid_input",
      `${file} is a card of ${stored.facts.environment}, not of ${environment.info.name}.`,
      {
        hint: "Give the environment's own card: nothing was measured.",
      },
    );
  }
  const drift = await cardDrift(environment, stored, {
    onProgress: reporter(),
    ...(options.workers === 1 ? {} : { measure: onThreads(name, options, options.workers) }),
  });
  if (json) await printJson({ drift });
  else for (const line of drift.length === 0 ? [`${file} is true.`] : drift) await printLine(line);
  if (drift.length > 0) process.exitCode = 1;
}

/** Says what is being measured when that changes. */
function reporter(): (progress: CardProgress) => void {
  let last = "";
  return ({ step, done, of }) => {
    if (step === last) return;
    last = step;
    say(`${String(Math.floor((100 * done) / of)).padStart(3)}% measuring ${step}`);
  };
}

function row(bar: Bar): string[] {
  return [bar.check, bar.bar, bar.measured, barWord(bar)];
}
