import type { Command } from "commander";
import { environments } from "../../../envs/index.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";
import type { ModuleOption } from "../../program/env/module-option.ts";
import { loadModules } from "./chosen-environment.ts";

const COLUMNS = [{ title: "name" }, { title: "version" }, { title: "levels" }, { title: "scored" }, { title: "task" }];

/** Prints every environment. */
export async function list(options: ModuleOption, command: Command): Promise<void> {
  await loadModules(options);
  const infos = environments().map(({ info }) => info);
  if (command.optsWithGlobals<{ json?: boolean }>().json === true) {
    await printJson({ environments: infos });
    return;
  }
  const rows = infos.map((info) => [
    // One other name is enough to know it by; --json has them all.
    [info.name, ...info.aliases.slice(0, 1)].join(" "),
    info.version,
    span(info.levels),
    span(info.scoredLevels),
    info.title,
  ]);
  await printLine(table(COLUMNS, rows));
}

/** `1-7` for levels without a gap, else all of them. */
function span(levels: readonly number[]): string {
  const [first] = levels;
  const last = levels.at(-1);
  if (first === undefined || last === undefined) return "-";
  if (last - first + 1 === levels.length && levels.length > 1) return `${first}-${last}`;
  return levels.join(",");
}
