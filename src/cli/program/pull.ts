import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { withContext } from "./with-context.ts";

export function pullCommand(): Command {
  const command = new Command("pull")
    .description("download the model that a miner committed")
    .argument("<who>", "a uid, `champion`, a repository (owner/name) or a hotkey")
    .option("-p, --model-path <dir>", "folder to fill (also --model_path)", "./model_path")
    .option("--revision <id>", "another commit, branch or tag of the repository (default: the committed one)")
    .option("--overwrite", "replace files in the folder that differ")
    .addHelpText(
      "before",
      "Examples:\n  af pull 5 --model_path ./my_model\n  af pull champion -p ./my_model --json\n  af pull affine-lab/affine-full -p ./my_model\n  HF_TOKEN=hf_… af pull 7        a private or gated repository\n\nKilled or cut off, the same command goes on where it stopped.\nEnvironment: HF_TOKEN, HF_ENDPOINT (default https://huggingface.co).\n",
    );
  return withOptions(command, ["endpoint", "endpointFallback", "trust", "netuid", "home"]).action(
    withContext(async () => (await import("../commands/pull.ts")).pull),
  );
}
