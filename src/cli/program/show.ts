import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

const EXAMPLES = `Examples:
  af show uid:5                        a miner's tests
  af show round:41                     its questions, answers and their proof
  af show block:123                    what happened at a block
  af show 3f1c0d5e8a9b7264             a test: what it lacks, its newest rounds
  af show 'records/120/5F…/0000000003.ndjson.gz#7'
                                       a record: its signature, and its answer
                                       judged anew; exit code 1 when it is wrong
  af show SAT/2/eyJsZXZlbCI6M30/7f…    the question of a challenge id
`;

/** `af show`: one thing of the arena in words. */
export function showCommand(): Command {
  const command = new Command("show")
    .description("show a test, round, block, miner, record or question, with its proof")
    .argument("<what>", "ID, uid:N, round:N, block:N, or N for whatever has that number")
    .option("--status-url <url>", "a validator's page (default: the one on this data folder)")
    .option("--records", "replay the contest from the validators' records instead; takes minutes")
    .option("--store <url|dir>", "where a record is (default: the data folder)")
    .addHelpText("before", EXAMPLES);
  return withOptions(command, ["endpoint", "endpointFallback", "netuid", "home"]).action(
    withContext(async () => (await import("../commands/show.ts")).show),
  );
}
