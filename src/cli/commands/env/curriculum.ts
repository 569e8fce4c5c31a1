import { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import { cardSchema, groupSignalPerMillion, modelRowSchema, type ModelRow } from "../../../envs/index.ts";
import { readJsonSync } from "../../../io/index.ts";
import type { CommandContext } from "../../context.ts";
import { percent } from "../../evaluation/score-table.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";

/** Cards have half a megabyte at most. */
const MAX_BYTES = 16_777_216;

interface CurriculumOptions {
  readonly group: number;
  readonly model?: string;
}

/** Prints for every level how often a group of G answers teaches GRPO something, the best level marked. */
export async function curriculum(context: CommandContext, file: string, options: CurriculumOptions): Promise<void> {
  const { group, model } = options;
  const row = rowOf(file, model);
  const levels = Object.entries(row.levels).map(([level, { asked, passed }]) => {
    const passPerMillion = Math.round((1_000_000 * passed) / asked);
    return {
      level: Number(level),
      asked,
      passPerMillion,
      signalPerMillion: groupSignalPerMillion(passPerMillion, group),
    };
  });
  const best = Math.max(...levels.map(({ signalPerMillion }) => signalPerMillion));
  const { environment, version } = row;
  if (context.json) {
    await printJson({ environment, version, model: row.model, group, levels });
    return;
  }
  const columns = [
    { title: "level" },
    { title: "n", align: "right" as const },
    { title: "passed", align: "right" as const },
    { title: `P, G = ${group}`, align: "right" as const },
    { title: "" },
  ];
  const rows = levels.map(({ level, asked, passPerMillion, signalPerMillion }) => [
    level,
    asked,
    percent(passPerMillion / 100),
    percent(signalPerMillion / 100),
    best > 0 && signalPerMillion === best ? "most to learn" : "",
  ]);
  await printLine(table(columns, rows));
}

/** The row of a file that `af env card NAME --model M` wrote, or of a card with rows. */
function rowOf(file: string, model: string | undefined): ModelRow {
  const hint = "`af env card NAME --base-url URL --model M --json > FILE` writes one.";
  const read = readJsonSync(file, z.union([modelRowSchema, cardSchema]), { maxBytes: MAX_BYTES, hint });
  if (read === undefined) throw new AffineError("not_found", `There is no file ${file}.`, { hint });
  const rows = "facts" in read ? (read.models ?? []) : [read];
  const [only, ...others] = model === undefined ? rows : rows.filter((row) => row.model === model);
  if (only !== undefined && others.length === 0) return only;
  const names = rows.map((row) => row.model).join(", ");
  const why = only === undefined ? "has no row of a model" : "has the rows of several models";
  throw new AffineError("invalid_input", `${file} ${why}${model === undefined ? "" : ` ${model}`}.`, {
    hint: names === "" ? "`af env card NAME --model M --into FILE` puts one in." : `--model chooses one of: ${names}.`,
  });
}
