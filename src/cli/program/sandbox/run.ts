import { Command } from "commander";
import { DEFAULT_LIMITS } from "../../../sandbox/index.ts";
import { integerIn } from "../../localnet-flags.ts";
import type { run } from "../../commands/sandbox/run.ts";

const EXAMPLES = `Examples:
  af sandbox run solution.py
  af sandbox run solution.py --stdin input.txt --json
  af sandbox run - --fuel 50000000 < solution.py
`;

/** `af sandbox run`: exits 0 if the program ended with `ok`, else 1. */
export function runSubcommand(): Command {
  return new Command("run")
    .description("run one program; exit 0 if it ended well")
    .argument("<file>", "Python program; - reads standard input")
    .option("--stdin <file>", "what the program reads; - is standard input (default: nothing)")
    .option(
      "--fuel <units>",
      `about a billion a second (default: ${DEFAULT_LIMITS.fuelTicks})`,
      integerIn(1, 1_000_000_000_000),
    )
    .option("--memory <mib>", `memory in MiB (default: ${DEFAULT_LIMITS.memoryBytes / 2 ** 20})`, integerIn(1, 65_536))
    .option(
      "--wall <ms>",
      `then the host is taken to be ill (default: ${DEFAULT_LIMITS.wallMs}, more with more fuel)`,
      integerIn(1, 86_400_000),
    )
    .addHelpText("before", EXAMPLES)
    .action(async (...given: Parameters<typeof run>) => (await import("../../commands/sandbox/run.ts")).run(...given));
}
