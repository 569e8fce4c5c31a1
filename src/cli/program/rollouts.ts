import { Command } from "commander";
import { integerIn } from "../localnet-flags.ts";
import { withContext } from "./with-context.ts";

export function rolloutsCommand(): Command {
  return new Command("rollouts")
    .description("stream verified rollouts (NDJSON)")
    .option("--tail <blocks>", "of the last so many blocks", integerIn(1, 100_000_000), 100)
    .option("--store <url|dir>", "where all records are: https://, s3:// or a folder (default: the data folder)")
    .option("--follow", "go on with what comes after")
    .addHelpText(
      "before",
      "Examples:\n  af rollouts --tail 100\n  af rollouts --follow | jq .score\n  af rollouts --store s3://my-records/validator\n",
    )
    .action(withContext(async () => (await import("../commands/rollouts.ts")).stream));
}
