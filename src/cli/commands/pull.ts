import { Argument, Command } from "commander";
import { openChain } from "../../chain/index.ts";
import { committedModel, pullModel, type CommittedModel, type PulledModel } from "../../miner/index.ts";
import { formatBytes, progressBar } from "../../telemetry/index.ts";
import { withContext, type CommandContext } from "../context.ts";
import { withOptions } from "../flags.ts";
import { integerIn } from "../localnet-flags.ts";
import { modelHubOf } from "../model-hub.ts";
import { printJson, printLine } from "../output.ts";
import { hanging, wrap } from "../wrap.ts";

interface PullFlags {
  readonly modelPath: string;
  readonly revision?: string;
  readonly overwrite?: boolean;
}

export function pullCommand(): Command {
  const command = new Command("pull")
    .description("download the model that a miner committed")
    .addArgument(new Argument("<uid>", "whose model").argParser(integerIn(0, 65_535)))
    .option("-p, --model-path <dir>", "folder to fill (also --model_path)", "./model_path")
    .option("--revision <id>", "another commit, branch or tag of the repository (default: the committed one)")
    .option("--overwrite", "replace files in the folder that differ")
    .addHelpText(
      "before",
      "Examples:\n  af pull 5 --model_path ./my_model\n  af pull 5 -p ./my_model --json\n  HF_TOKEN=hf_… af pull 7        a private or gated repository\n\nKilled or cut off, the same command goes on where it stopped.\nEnvironment: HF_TOKEN, HF_ENDPOINT (default https://huggingface.co).\n",
    );
  return withOptions(command, ["endpoint", "netuid", "home"]).action(withContext(pull));
}

async function pull(context: CommandContext, uid: number, flags: PullFlags): Promise<void> {
  const network = await context.network();
  const chain = openChain({ endpoint: network.endpoint, fallback: network.endpointFallback });
  const found = await committedModel(chain, network.netuid, uid).finally(() => chain.close());
  const { model, revision } = found.commitment;
  if (!context.json)
    process.stderr.write(`${wrap(`uid ${uid} committed ${model} at ${revision}, block ${found.block}`)}\n`);
  const progress = progressBar();
  const pulled = await pullModel({
    hub: modelHubOf(context.config, network),
    repo: model,
    revision: flags.revision ?? revision,
    dir: flags.modelPath,
    overwrite: flags.overwrite === true,
    signal: context.signal,
    progress,
  }).finally(() => progress.close());
  await report(context, found, pulled);
}

async function report(context: CommandContext, found: CommittedModel, pulled: PulledModel): Promise<void> {
  const { identity, notModel, strangers, ...facts } = pulled;
  const asCommitted = pulled.revision === found.commitment.revision ? found.commitment.identity : undefined;
  const matches = asCommitted === undefined ? null : asCommitted === identity?.id;
  if (context.json) {
    const { uid, hotkey, block } = found;
    await printJson({ uid, hotkey, block, ...facts, identity: identity?.id ?? null, identityMatches: matches });
  } else {
    await printLine(`${facts.files} files, ${formatBytes(facts.bytes)} in ${facts.folder}`);
    await printLine(`revision ${facts.revision}`);
    if (identity !== undefined) {
      await printLine(hanging("identity ", `${identity.id}${matches === true ? ", as committed" : ""}`));
    }
  }
  if (matches === false) {
    context.log.warn(`uid ${found.uid} committed another identity than its repository has: ${asCommitted ?? ""}`);
  }
  if (notModel !== undefined) context.log.warn(notModel);
  if (strangers.length > 0) {
    context.log.warn(`${strangers.length} other files in the folder were left alone, such as ${strangers[0] ?? ""}`);
  }
}
