import { openNetwork } from "../../chain/index.ts";
import { pullModel, whoseModel, type CommittedModel, type PulledModel } from "../../miner/index.ts";
import { formatBytes, progressBar, say } from "../../telemetry/index.ts";
import type { CommandContext } from "../context.ts";
import { modelHubOf } from "../model-hub.ts";
import { printJson, printLine } from "../output.ts";
import { hanging, wrap } from "../wrap.ts";

interface PullFlags {
  readonly modelPath: string;
  readonly revision?: string;
  readonly overwrite?: boolean;
}

export async function pull(context: CommandContext, who: string, flags: PullFlags): Promise<void> {
  const network = await context.network();
  const chain = openNetwork(network);
  const found = await whoseModel(chain, network.netuid, who).finally(() => chain.close());
  const { uid } = found;
  const { model, revision } = found.commitment;
  if (!context.json) say(wrap(`uid ${uid} committed ${model} at ${revision}, block ${found.block}`));
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
