import { AffineError } from "../../../core/index.ts";
import { DatasetFolder, datasetFormat, type DatasetFormat } from "../../../dataset/index.ts";
import type { GeneratedChallenge } from "../../../envs/index.ts";
import type { CommandContext } from "../../context.ts";
import { checkPush, pushTo, type PushFlags } from "../../datasets/push-to-hub.ts";
import { tellExport } from "../../datasets/tell-export.ts";

/** A format that holds questions without answers. */
export type QuestionFormat = DatasetFormat & Required<Pick<DatasetFormat, "ofQuestion">>;

/**
 * @param others forms of questions that are no data sets, for the list in an error
 * @throws AffineError `usage` for a name that is none, `unsupported` for a format that holds answers only
 */
export function formatOfQuestions(name: string, others: readonly string[]): QuestionFormat {
  const format = datasetFormat(name, undefined, others);
  const { ofQuestion } = format;
  if (ofQuestion !== undefined) return { ...format, ofQuestion };
  throw new AffineError("unsupported", `A fresh question has no answer, which the format ${format.name} is made of.`, {
    hint: `Use \`af export --format ${format.name}\` for answers that were given, or another format for questions.`,
  });
}

/** Writes questions into a data set's folder, and sends it to the hub where that is asked for. */
export async function writeQuestions(
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
