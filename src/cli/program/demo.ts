import { Command } from "commander";
import { BLOCK_MS, FIRST_BLOCK_MS, MOST_BLOCKS } from "../demo/demo-pace.ts";
import { withOptions } from "../flags.ts";
import { addLocalnetFlags, integerIn } from "../localnet-flags.ts";
import { withContext } from "./with-context.ts";

export function demoCommand(): Command {
  const command = new Command("demo")
    .description("a whole subnet on this machine: chain, models, validator, page")
    .addHelpText(
      "before",
      "Examples:\n  af demo                          page at http://127.0.0.1:8420, Ctrl-C ends\n  af demo --fresh                  begin anew\n  af demo --until-weights --json   end after a crown won by test and its weights\n",
    );
  addLocalnetFlags(command, {
    blockMsText: `${FIRST_BLOCK_MS} until the first crown is won by test, then ${BLOCK_MS}`,
  })
    .option("--until-weights", "end after a crown won by test and its confirmed weights")
    .option(
      "--most-blocks <n>",
      "begin anew after so many blocks; the network before is kept in before/ of the data folder",
      integerIn(100, 100_000_000),
      MOST_BLOCKS,
    );
  return withOptions(command, ["home", "netuid", "mechanism", "environments", "metricsPort", "host", "port"]).action(
    withContext(async () => (await import("../commands/demo.ts")).runDemo),
  );
}
