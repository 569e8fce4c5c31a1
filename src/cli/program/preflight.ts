import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { withContext } from "./with-context.ts";
import { seedText } from "./seed-text.ts";

const EXAMPLES = `Examples:
  af preflight --model_path ./my_model --repo me/affine-7b     before af push
  af preflight --model_path ./my_model --base-url http://127.0.0.1:8000/v1
  af preflight --repo me/affine-7b --revision COMMIT           once it is pushed
  af preflight --uid 5                                         what is on chain

The checks are the validators' own. Exit code 1 when one of them fails.
`;

export function preflightCommand(): Command {
  const command = new Command("preflight")
    .description("all admission checks and the official scorer, before committing")
    .option("-p, --model-path <dir>", "model on disk (also --model_path)")
    .option("--repo <owner/name>", "repository that it has or will have")
    .option("--revision <commit>", "of a repository that is published and deployed")
    .option("--uid <uid>", "the commitment of this uid", integerIn(0, 65_535))
    .option("--base-url <url>", "where the model answers, to score it")
    .option("--model <name>", "the model's name there; the only one unless given")
    .option("-n, --count <n>", "fresh questions of each environment", integerIn(1, 100_000), 100)
    .option("--concurrency <n>", "questions under way at once", integerIn(1, 4096), 16)
    .option("--seed <text>", "draw the same questions every time; random unless given", seedText)
    .option("--no-score", "checks only")
    .option("--status-url <url>", "a validator's page, for the champion's scores (default: the signed records)")
    .addHelpText("before", EXAMPLES);
  return withOptions(command, [
    "endpoint",
    "endpointFallback",
    "trust",
    "netuid",
    "home",
    "walletDir",
    "coldkey",
    "hotkey",
  ]).action(withContext(async () => (await import("../commands/preflight.ts")).preflight));
}
