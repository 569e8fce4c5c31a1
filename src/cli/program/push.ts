import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { withContext } from "./with-context.ts";

const EXAMPLES = `Examples:
  af push --coldkey C --hotkey H --model_path ./my_model --dry-run
                                   what would be done, and nothing else
  af push --coldkey C --hotkey H --model_path ./my_model
  af push --existing-repo me/affine-7b --revision 0123…   all 40 digits

Killed or cut off, the same command goes on where it stopped; it never commits
twice. Environment: HF_TOKEN, HF_USER, HF_ENDPOINT, CHUTES_API_KEY, CHUTE_USER,
AFFINE_UPLOAD_CONCURRENCY (default 4).
`;

export function pushCommand(): Command {
  const command = new Command("push")
    .description("upload a model in private, commit it on chain, publish, deploy and warm it up")
    .option("-p, --model-path <dir>", "folder of the model (also --model_path)", "./model_path")
    .option("--repo <owner/name>", "repository to upload to (default: a new one for each model)")
    .option("--existing-repo <owner/name>", "a repository that holds the model already; nothing is uploaded")
    .option("--revision <id>", "full commit id in it (default: its newest commit)")
    .option("--dry-run", "print the plan and stop")
    .option("--gpus <n>", "GPUs of the node that serves it (default: guessed from its size)", integerIn(1, 8))
    .option("--vram <gb>", "memory of each GPU (default: guessed likewise)", integerIn(16, 140))
    .option("--max-instances <n>", "nodes at most (default: 1)", integerIn(1, 100))
    .option("--accept-fee", "pay the host's fee for a first deployment")
    .option("--warm-up-minutes <n>", "how long it may take until it answers", integerIn(1, 1_440), 60)
    .addHelpText("before", EXAMPLES);
  return withOptions(command, [
    "coldkey",
    "hotkey",
    "walletDir",
    "endpoint",
    "endpointFallback",
    "trust",
    "netuid",
    "home",
  ]).action(withContext(async () => (await import("../commands/push.ts")).push));
}
