import { AffineError } from "../../../core/index.ts";
import { EnvironmentSampler, refuseUnsteadyQuestion, type SeedOption } from "../../../envs/index.ts";
import type { CommandContext } from "../../context.ts";
import type { PushFlags } from "../../datasets/push-to-hub.ts";
import { printJson } from "../../output.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { isOwnModule } from "./calls/index.ts";
import { chosenEnvironment } from "./chosen-environment.ts";
import { refuseOtherThanSat, writeDimacs } from "./dimacs.ts";

/** A form of single questions, beside those of data sets. */
const DIMACS = "dimacs";

interface SampleOptions extends ModuleOption, PushFlags {
  readonly count: number;
  readonly level?: number;
  readonly params?: object;
  readonly seed?: string;
  readonly format?: string;
  readonly out?: string;
}

/** Prints questions, one JSON line each, or writes them as a data set. */
export async function sample(context: CommandContext, name: string, options: SampleOptions): Promise<void> {
  const { count, level, params, seed, format: formatName, out: dir } = options;
  if (dir !== undefined && formatName === undefined) {
    throw new AffineError("usage", "--out goes with --format.", { hint: "Without both, questions go to stdout." });
  }
  if (dir === undefined && options.push !== undefined) throw new AffineError("usage", "--push goes with --out.");
  if (level !== undefined && params !== undefined && "level" in params) {
    throw new AffineError("usage", "Both --level and --params name a level.", { hint: "Leave one of them out." });
  }
  const isDimacs = formatName === DIMACS;
  if (isDimacs && options.push !== undefined) throw new AffineError("usage", "DIMACS files are no data set to push.");
  // What writes data sets takes longer to load than what prints a question.
  const datasets = formatName === undefined || isDimacs ? undefined : await import("./sample-dataset.ts");
  const format = formatName === undefined ? undefined : datasets?.formatOfQuestions(formatName, [DIMACS]);
  const terms = { ...params, ...(level === undefined ? {} : { level }) };
  const environment = await chosenEnvironment(name, options);
  if (isDimacs) refuseOtherThanSat(environment.info.name);
  const sampler = new EnvironmentSampler<object>(environment, terms);
  const draw: SeedOption = seed === undefined ? {} : { seed };
  const questions = sampler.stream(count, draw);
  if (isDimacs) {
    await writeDimacs(questions, { count, dir });
    return;
  }
  if (dir !== undefined && datasets !== undefined && format !== undefined) {
    await datasets.writeQuestions(context, questions, { format, dir, flags: options });
    return;
  }
  let isFirst = true;
  for await (const question of questions) {
    if (isFirst && isOwnModule(question.env)) refuseUnsteadyQuestion(environment, question.params, question.seed);
    isFirst = false;
    if (format === undefined) await printJson({ challenge_id: question.id, ...question.toJSON() });
    else await printJson(format.ofQuestion(question.toJSON()));
  }
}
