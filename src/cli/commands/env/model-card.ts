import { randomBytes } from "node:crypto";
import { AffineError } from "../../../core/index.ts";
import { cardSchema, type Environment, type ModelRow } from "../../../envs/index.ts";
import { replaceFile } from "../../../io/index.ts";
import type { CommandContext } from "../../context.ts";
import { modelAddress } from "../../evaluation/model-address.ts";
import { percent } from "../../evaluation/score-table.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";
import { measureModel } from "./measure-model.ts";
import { storedCard } from "./stored-card.ts";

export interface ModelCardOptions {
  readonly baseUrl?: string;
  readonly model?: string;
  readonly questions: number;
  readonly levels?: readonly number[];
  readonly concurrency: number;
  readonly seed?: string;
  readonly maxTokens?: number;
  readonly timeout?: number;
  readonly into?: string;
}

/** Measures a real model on every level, shows its row, and puts it into a stored card where one is named. */
export async function modelCard(
  context: CommandContext,
  environment: Environment,
  options: ModelCardOptions,
): Promise<void> {
  const { into, questions, seed = randomBytes(8).toString("hex") } = options;
  // A card that is none is told before anything is asked.
  const card = into === undefined ? undefined : storedCard(into);
  if (
    card !== undefined &&
    (card.facts.environment !== environment.info.name || card.facts.version !== environment.info.version)
  ) {
    const found = `${card.facts.environment} ${card.facts.version}`;
    throw new AffineError("invalid_input", `${String(into)} is the card of ${found}.`, {
      hint: `Name the card of ${environment.info.name} ${environment.info.version}.`,
    });
  }
  const baseUrl = await modelAddress(context, options.baseUrl);
  const row = await measureModel(context, environment, { ...options, baseUrl, seed, count: questions });
  if (card !== undefined && into !== undefined) {
    const others = (card.models ?? []).filter(({ model }) => model !== row.model);
    await replaceFile(into, `${JSON.stringify(cardSchema.parse({ ...card, models: [...others, row] }))}\n`);
  }
  if (context.json) await printJson(row);
  else await printLine(modelTable(row));
}

function modelTable({ levels, maxTokens }: ModelRow): string {
  const columns = [
    { title: "level" },
    { title: "n", align: "right" as const },
    { title: "passed", align: "right" as const },
    { title: "95% interval", align: "right" as const },
    { title: "tokens", align: "right" as const },
    { title: `at the limit of ${maxTokens}`, align: "right" as const },
    { title: "unscored", align: "right" as const },
  ];
  const rows = Object.entries(levels).map(([level, found]) => [
    level,
    found.asked,
    percent((10_000 * found.passed) / found.asked),
    `${percent(found.lowBp)} - ${percent(found.highBp)}`,
    found.completionTokens ?? "–",
    found.truncatedByEither === undefined
      ? found.truncated
      : `${found.truncated} to ${found.truncated + found.truncatedByEither}`,
    Object.values(found.unscored ?? {}).reduce((sum, number) => sum + number, 0),
  ]);
  return table(columns, rows);
}
