import { Command, Option } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

const EXAMPLES = `Examples:
  af watch                                  what happens on this data folder
  af watch --status-url https://validator.example
  af watch --json | jq 'select(.kind == "crown")'
  af watch --until crown                    ends with the next crown
  af watch --of 9 --until crown             ends when uid 9 reigns

A connection that breaks is taken up where it broke off. Ctrl-C ends it, exit
code 130.
`;

/** `af watch`: events of a validator's page. */
export function watchCommand(): Command {
  const command = new Command("watch")
    .description("tell what happens in the arena, line by line")
    .option("--status-url <url>", "a validator's page (default: the one on this data folder)")
    .addOption(new Option("--until <what>", "end with the first of these").choices(["crown"]))
    .option("--of <miner>", "what happens to one miner only: a uid or a hotkey")
    .addHelpText("before", EXAMPLES);
  return withOptions(command, ["endpoint", "endpointFallback", "netuid", "home"]).action(
    withContext(async () => (await import("../commands/watch.ts")).watch),
  );
}
