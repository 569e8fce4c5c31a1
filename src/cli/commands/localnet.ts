import { resolve } from "node:path";
import { demoDataFolder } from "../../config/index.ts";
import { demoModels, startLocalnet } from "../../localnet/index.ts";
import type { CommandContext } from "../context.ts";
import { untilInterrupted } from "../interrupt.ts";
import { localnetFlags, type LocalnetFlagValues } from "../localnet-flags.ts";
import { printJson, printLine } from "../output.ts";
import { startFresh } from "../start-fresh.ts";

export async function runLocalnet(
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
  // From here on a Ctrl-C is ours: what is printed says so.
  const { signal } = context;
  if (context.json) await printJson(run);
  else {
    await printLine(`chain      ${run.chainUrl}\ninference  ${run.inferenceUrl}\nkeys       ${run.walletDir}`);
    await printLine("Other terminals in this folder find it by themselves. Ctrl-C ends it.");
  }
  await untilInterrupted(signal);
  await localnet.close();
}
