import { AffineError } from "../../../core/index.ts";
import { DatasetFolder, datasetFormat, type DatasetFormat } from "../../../dataset/index.ts";
import { EnvironmentSampler, type GeneratedChallenge, type SeedOption } from "../../../envs/index.ts";
import type { CommandContext } from "../../context.ts";
import { checkPush, pushTo, type PushFlags } from "../../datasets/push-to-hub.ts";
import { tellExport } from "../../datasets/tell-export.ts";
import { printJson } from "../../output.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { chosenEnvironment } from "./chosen-environment.ts";

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
  const { count, level, params, seed, out } = options;
  const format = options.format === undefined ? undefined : formatOfQuestions(options.format);
  if (out !== undefined && format === undefined) {
    throw new AffineError("usage", "--out goes with --format.", { hint: "Without both, questions go to stdout." });
  }
  if (out === undefined && options.push !== undefined) throw new AffineError("usage", "--push goes with --out.");
  const terms = { ...params, ...(level === undefined ? {} : { level }) };
  const sampler = new EnvironmentSampler<object>(await chosenEnvironment(name, options), terms);
  const draw: SeedOption = seed === undefined ? {} : { seed };
  const questions = sampler.stream(count, draw);
  if (out !== undefined && format !== undefined) {
    await writeDataset(context, questions, { format, dir: out, flags: options });
    return;
  }
  for await (const question of questions) {
    if (format === undefined) await printJson({ challenge_id: question.id, ...question.toJSON() });
    else await printJson(format.ofQuestion(question.toJSON()));
  }
}

type QuestionFormat = DatasetFormat & Required<Pick<DatasetFormat, "ofQuestion">>;

/** @throws AffineError `usage` for a name that is none, `unsupported` for a format that holds answers only */
function formatOfQuestions(name: string): QuestionFormat {
  const format = datasetFormat(name);
  const { ofQuestion } = format;
  if (ofQuestion !== undefined) return { ...format, ofQuestion };
  throw new AffineError("unsupported", `A fresh question has no answer, which the format ${format.name} is made of.`, {
    hint: `Use \`af export --format ${format.name}\` for answers that were given, or another format for questions.`,
  });
}

async function writeDataset(
  context: CommandContext,
  questions: AsyncIterable<GeneratedChallenge>,
  { format, dir, flags }: { format: QuestionFormat; dir: string; flags: PushFlags },
): Promise<void> {
  const hub = flags.push === undefined ? undefined : checkPush(context, await context.network(), flags);
  const folder = await DatasetFolder.open({ dir, format, source: "questions", choice: {} });
  try {
    for await (const question of questions) {
      if (context.signal.aborted) throw new AffineError("interrupted", "Interrupted; nothing was added.");
      await folder.add(format.ofQuestion(question.toJSON()), { env: question.env, date: null, block: 0 });
    }
    const report = await folder.commit();
    const pushed = hub === undefined ? undefined : await pushTo(context, hub, dir, flags);
    await tellExport(context, report, pushed);
  } finally {
    await folder.close();
  }
}
