import type { Command } from "commander";
import { hyphenated } from "../../src/cli/flags.ts";
import { buildProgram } from "../../src/cli/program.ts";

/** Words for `af` read by the real parser, without doing what they say. @throws CommanderError as `af` would tell it */
export async function parseAf(words: readonly string[]): Promise<{ readonly command: string }> {
  const program = buildProgram({ json: true });
  let command: string | undefined;
  const silence = (one: Command): void => {
    if (one.commands.length === 0) {
      one.action(() => {
        command = nameOf(one);
      });
    }
    for (const child of one.commands) silence(child);
  };
  silence(program);
  await program.parseAsync(hyphenated([...words]), { from: "user" });
  if (command === undefined) throw new Error(`af ${words.join(" ")} runs no command.`);
  return { command };
}

function nameOf(command: Command): string {
  const above = command.parent;
  return above === null ? command.name() : `${nameOf(above)} ${command.name()}`;
}
