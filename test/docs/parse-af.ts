import type { Command } from "commander";
import { hyphenated } from "../../src/cli/flags.ts";
import { buildProgram } from "../../src/cli/program.ts";

/** Words for `af` read by the real parser, without doing what they say. @throws CommanderError as `af` would tell it */
export async function parseAf(words: readonly string[]): Promise<{ readonly command: string }> {
  const program = buildProgram({ json: true });
  let command: string | undefined;
  const silence = (one: Command): void => {
    one.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    // A command with subcommands may do something by itself, too: `af localnet`. The parser does not tell otherwise.
    const acts = (one as unknown as { readonly _actionHandler: unknown })._actionHandler != null;
    if (acts) {
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
