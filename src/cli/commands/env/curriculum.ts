import type { CommandContext } from "../../context.ts";
import { percent } from "../../evaluation/score-table.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { say } from "../../../telemetry/index.ts";
import { loadModules } from "./chosen-environment.ts";
import { curriculumOf, noRows, refuseFalse, refuseMixed, type Curriculum } from "./curriculum-of.ts";
import { modelRowOf } from "./model-row-of.ts";

interface CurriculumOptions extends ModuleOption {
  readonly group: number;
  readonly model?: string;
}

/** Prints for every level how often a group of G answers teaches GRPO something, the best level marked. */
export async function curriculum(
  context: CommandContext,
  files: readonly string[],
  { group, model, ...modules }: CurriculumOptions,
): Promise<void> {
  await loadModules(modules);
  const read = files.map((file) => ({ file, row: modelRowOf(file, model) }));
  const rows = read.flatMap(({ file, row }) => (row === undefined ? [] : [{ file, row }]));
  const without = read.filter(({ row }) => row === undefined).map(({ file }) => file);
  if (rows.length === 0) throw noRows(without, model);
  refuseMixed(rows);
  for (const { file, row } of rows) refuseFalse(file, row);
  for (const file of without) say(`${file} has no row of ${model === undefined ? "a model" : model}: left out.`);
  const curricula = rows.map(({ row }) => curriculumOf(row, group));
  if (context.json) for (const one of curricula) await printJson(one);
  else if (curricula.length === 1) await printLine(levelsOfOne(curricula[0] as Curriculum));
  else await printLine(levelsOfAll(curricula));
}

/** The levels of an environment in their order, those with most to learn marked. */
function levelsOfOne({ group, levels }: Curriculum): string {
  const best = Math.max(...levels.map(({ signalPerMillion }) => signalPerMillion));
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
  return table(columns, rows);
}

/** The levels of all environments, the one with most to learn first. */
function levelsOfAll(curricula: readonly Curriculum[]): string {
  const columns = [
    { title: "environment" },
    { title: "level", align: "right" as const },
    { title: "n", align: "right" as const },
    { title: "passed", align: "right" as const },
    { title: `P, G = ${curricula[0]?.group ?? 0}`, align: "right" as const },
  ];
  const levels = curricula.flatMap(({ environment, levels: own }) => own.map((level) => ({ environment, ...level })));
  const rows = levels
    .sort((a, b) => b.signalPerMillion - a.signalPerMillion)
    .map(({ environment, level, asked, passPerMillion, signalPerMillion }) => [
      environment,
      level,
      asked,
      percent(passPerMillion / 100),
      percent(signalPerMillion / 100),
    ]);
  return table(columns, rows);
}
