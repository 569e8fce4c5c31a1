import { Command } from "commander";
import type { doctor } from "../../commands/sandbox/doctor.ts";

const EXAMPLES = `Examples:
  af sandbox doctor
  af sandbox doctor --json
`;

/** `af sandbox doctor`: exits 1 if this host must not judge programs. */
export function doctorSubcommand(): Command {
  return new Command("doctor")
    .description("which walls stand here, whether verdicts match those of others, how fast it is")
    .addHelpText("before", EXAMPLES)
    .action(async (...given: Parameters<typeof doctor>) =>
      (await import("../../commands/sandbox/doctor.ts")).doctor(...given),
    );
}
