import { Command } from "commander";
import { withOptions } from "../flags.ts";
import { addLocalnetFlags } from "../localnet-flags.ts";
import { localnetSetCommand } from "./localnet-set.ts";
import { withContext } from "./with-context.ts";

export function localnetCommand(): Command {
  const command = new Command("localnet")
    .description("the embedded chain and inference host for several terminals")
    .addHelpText(
      "before",
      "Examples:\n  af localnet                      then `af validate` in another terminal here\n  af localnet --block-ms 250 --fresh\n  af localnet set commit-reveal=on   in another terminal, while it runs\n",
    );
  withOptions(command, ["home", "netuid"]);
  addLocalnetFlags(command).option("--allow-faults", "let POST /admin/faults make models fail, for trying things out");
  return command
    .addCommand(localnetSetCommand())
    .action(withContext(async () => (await import("../commands/localnet.ts")).runLocalnet));
}
