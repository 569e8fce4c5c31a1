import type { Command } from "commander";
import { expect, test } from "vitest";
import { hyphenated } from "./flags.ts";
import { buildProgram } from "./program.ts";

/** Every command of the tree with its path. */
function tree(command: Command, path: string): [string, Command][] {
  return [[path, command], ...command.commands.flatMap((child) => tree(child, `${path} ${child.name()}`))];
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 });
  command.outputHelp();
  return text;
}

const commands = tree(buildProgram(), "af").filter(([path]) => !path.endsWith(" help"));

test("default: all commands are there", () => {
  const names = buildProgram().commands.map((command) => command.name());
  const promised = "demo localnet validate runner weights miners rollouts env sandbox config doctor completion".split(
    " ",
  );
  expect(names).toEqual(expect.arrayContaining(promised));
  expect(commands.map(([path]) => path)).toEqual(
    expect.arrayContaining(["af env list", "af env sample", "af env evaluate", "af env card", "af config show"]),
  );
});

test.each(commands)("behavior: help of %s begins with examples and fits 80 columns", (_, command) => {
  const help = helpOf(command);
  expect(help).toMatch(/^Examples:/);
  expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("behavior: underscores in long flags become hyphens, values and what follows -- stay", () => {
  expect(hyphenated(["pull", "--model_path", "./my_model", "--a_b=c_d", "--", "--e_f"])).toEqual([
    "pull",
    "--model-path",
    "./my_model",
    "--a-b=c_d",
    "--",
    "--e_f",
  ]);
});
