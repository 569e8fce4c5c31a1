import { once } from "node:events";
import { resolve } from "node:path";
import { Command } from "commander";
import { demoDataFolder } from "../../config/index.ts";
import { demoModels, startLocalnet } from "../../localnet/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { withOptions } from "../flags.ts";
import { addLocalnetFlags, localnetFlags, type LocalnetFlagValues } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";
import { localnetSetCommand } from "./localnet-set.ts";
import { startFresh } from "../start-fresh.ts";

export function localnetCommand(): Command {
  const command = new Command("localnet")
    .description("the embedded chain and inference host for several terminals")
    .addHelpText(
      "before",
      "Examples:\n  af localnet                      then `af validate` in another terminal here\n  af localnet --block-ms 250 --fresh\n  af localnet set commit-reveal=on   in another terminal, while it runs\n",
    );
  withOptions(command, ["home", "netuid"]);
  addLocalnetFlags(command).option("--allow-faults", "let POST /admin/faults make models fail, for trying things out");
  return command.addCommand(localnetSetCommand()).action(withContext(runLocalnet));
}

async function runLocalnet(
  context: CommandContext,
  flags: LocalnetFlagValues & { allowFaults?: boolean },
): Promise<void> {
  const home = resolve(context.config.values.home ?? demoDataFolder(context.cwd));
  if (flags.fresh === true) await startFresh(home);
  const localnet = await startLocalnet({
    ...localnetFlags(flags),
    home,
    netuid: context.config.values.netuid ?? 120,
    models: demoModels(),
    allowFaults: flags.allowFaults === true,
    log: context.log,
  });
  const { run } = localnet;
  if (context.json) await printJson(run);
  else {
    await printLine(`chain      ${run.chainUrl}\ninference  ${run.inferenceUrl}\nkeys       ${run.walletDir}`);
    await printLine("Other terminals in this folder find it by themselves. Ctrl-C ends it.");
  }
  if (!context.signal.aborted) await once(context.signal, "abort");
  await localnet.close();
}
