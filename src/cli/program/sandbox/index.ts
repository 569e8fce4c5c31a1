import { Command } from "commander";
import { doctorSubcommand } from "./doctor.ts";
import { runSubcommand } from "./run.ts";

const EXAMPLES = `Examples:
  af sandbox run solution.py --stdin input.txt   run it as a validator would
  af sandbox run - --json < solution.py          the whole verdict as JSON
  af sandbox doctor                              which walls this host has
`;

/** `af sandbox`: run a program as a validator would; show what stands around it. */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description("run Python programs that nobody trusts: run, doctor")
    .addHelpText("before", EXAMPLES)
    .addCommand(runSubcommand())
    .addCommand(doctorSubcommand());
}
