import { AffineError } from "../../core/index.ts";
import { challengeFromId, environment } from "../../envs/index.ts";
import { printable } from "../../io/index.ts";
import { counts, readEvalFile, summarise, type EvalAnswer } from "../../miner/eval/index.ts";
import type { CommandContext } from "../context.ts";
import { tellTornLine } from "../evaluation/torn-line.ts";
import { cutOffLines, percent, scoreTable, unscoredLines } from "../evaluation/score-table.ts";
import { printJson, printLine } from "../output.ts";
import { table } from "../table.ts";

interface ViewFlags {
  readonly env?: string;
  readonly only?: "right" | "wrong" | "unscored";
  readonly most: number;
  readonly question?: number;
}

/** An evaluation that is on disk: its figures, its answers, or one question. */
export async function view(context: CommandContext, file: string, flags: ViewFlags): Promise<void> {
  const { settings, answers, tornLine } = await readEvalFile(file);
  tellTornLine(file, tornLine);
  const env = flags.env === undefined ? undefined : environment(flags.env).info.name;
  const chosen = answers.filter((answer) => (env === undefined || answer.env === env) && isOf(answer, flags.only));
  if (flags.question !== undefined) {
    await showQuestion(
      context,
      answers.filter((one) => env === undefined || one.env === env),
      flags.question,
    );
    return;
  }
  const names = settings.environments.map(({ name }) => name);
  const summary = summarise(
    env === undefined ? names : [env],
    env === undefined ? answers : answers.filter((one) => one.env === env),
  );
  if (context.json) {
    await printJson({ ...settings, ...summary, answers: chosen.slice(0, flags.most) });
    return;
  }
  await printLine(`${printable(settings.model)} at ${printable(settings.baseUrl)}, seed ${printable(settings.seed)}\n`);
  await printLine(scoreTable(summary));
  for (const line of [...unscoredLines(summary), ...cutOffLines(summary)]) await printLine(line);
  await printLine(`\n${drawAnswers(chosen.slice(0, flags.most))}`);
  if (chosen.length > flags.most) await printLine(`… and ${chosen.length - flags.most} more (--most)`);
}

function isOf(answer: EvalAnswer, only: ViewFlags["only"]): boolean {
  switch (only) {
    case undefined:
      return true;
    case "unscored":
      return !counts(answer);
    case "right":
      return answer.score === 1000;
    case "wrong":
      return counts(answer) && answer.score < 1000;
  }
}

function drawAnswers(answers: readonly EvalAnswer[]): string {
  return table(
    [
      { title: "env" },
      { title: "question", align: "right" },
      { title: "score", align: "right" },
      { title: "reason" },
      { title: "tokens", align: "right" },
      { title: "seconds", align: "right" },
    ],
    answers.map(({ env, index, score, reason, completionTokens, latencyMs }) => [
      ...[env, index, score === null ? "-" : percent(10 * score), printable(reason, 30), completionTokens ?? "–"],
      (latencyMs / 1000).toFixed(1),
    ]),
  );
}

async function showQuestion(context: CommandContext, answers: readonly EvalAnswer[], index: number): Promise<void> {
  const found = answers.filter((answer) => answer.index === index);
  const [answer] = found;
  if (answer === undefined) throw new AffineError("not_found", `There is no question ${index} in this evaluation.`);
  if (found.length > 1) {
    throw new AffineError(
      "usage",
      `Question ${index} is there in ${found.map(({ env }) => env).join(", ")}: which one?`,
      {
        hint: "Name it with -e.",
      },
    );
  }
  const { prompt } = challengeFromId(answer.challenge);
  if (context.json) await printJson({ ...answer, prompt });
  else
    await printLine(
      `${prompt}\n\nscore ${answer.score === null ? "none" : percent(10 * answer.score)}: ${printable(answer.reason)}`,
    );
}
