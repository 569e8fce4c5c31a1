import { Argument, Command } from "commander";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { withContext } from "./with-context.ts";

const EXAMPLES = `Examples:
  af miners                        who competes, who does not and why
  af miners 5                      one of them: state, reasons, its test so far
  af miners 5 --status-url https://validator.example --json
  af miners 5 --records            its test by the validators' signed records
`;

export function minersCommand(): Command {
  const command = new Command("miners")
    .description("who competes, who does not and why")
    .addArgument(new Argument("[uid]", "only this one").argParser(integerIn(0, 65_535)))
    .option("--status-url <url>", "a validator's page, for a uid (default: the one on this data folder)")
    .option("--records", "replay the contest from the validators' records instead; takes minutes")
    .addHelpText("before", EXAMPLES);
  return withOptions(command, ["endpoint", "endpointFallback", "trust", "netuid", "home"]).action(
    withContext(async () => (await import("../commands/miners.ts")).showMiners),
  );
}
