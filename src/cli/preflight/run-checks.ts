import { openNetwork } from "../../chain/index.ts";
import { defaultWalletFolder, type NetworkChoice } from "../../config/index.ts";
import { AffineError } from "../../core/index.ts";
import { identityOnHub } from "../../hub/index.ts";
import { committedModel } from "../../miner/index.ts";
import {
  checkEarlier,
  checkFolder,
  checkPublished,
  checkText,
  skipped,
  type Check,
} from "../../miner/preflight/index.ts";
import type { ModelCommitment } from "../../roster/index.ts";
import { progressBar } from "../../telemetry/index.ts";
import { readHotkey } from "../../wallet/index.ts";
import { admissionLimitsOf } from "../inspection-options.ts";
import type { CommandContext } from "../context.ts";
import { inferenceHostOf } from "../../sdk/index.ts";
import { modelHubOf } from "../model-hub.ts";

export interface CheckTargets {
  /** Model on disk. */
  readonly modelPath?: string | undefined;
  /** Repository that it has, or will have. */
  readonly repo?: string | undefined;
  /** Commit of a repository that is published. */
  readonly revision?: string | undefined;
  /** A commitment that is on chain. */
  readonly uid?: number | undefined;
}

export interface CheckResult {
  readonly checks: readonly Check[];
  readonly architecture: string | null;
}

/** Stands for the commit that the push will make: of the right form, and no more. */
const NO_COMMIT = "0".repeat(40);

/** All checks that the targets allow, in the order in which a push would run into them. */
export async function runChecks(
  context: CommandContext,
  network: NetworkChoice,
  targets: CheckTargets,
): Promise<CheckResult> {
  const checks: Check[] = [];
  const folder = targets.modelPath === undefined ? undefined : await lookAtFolder(context, network, targets.modelPath);
  checks.push(...(folder?.checks ?? []));
  const published = await publishedCommitment(context, network, targets, folder?.identity);
  const planned = published ?? plannedCommitment(context, network, targets, folder?.identity);
  const rules = { allowEndpoints: network.allowEndpoints };
  if (planned !== undefined) checks.push(checkText(planned, rules));
  else if (folder !== undefined)
    checks.push(skipped("commitment", "the repository's name is not known", "Give it: --repo OWNER/affine-NAME."));
  const identity = folder?.identity ?? planned?.identity;
  if (identity !== undefined) checks.push(await lookAtChain(context, network, identity, targets.uid));
  if (published !== undefined) {
    const inspected = await checkPublished(published, {
      hub: modelHubOf(context.config, network, "stranger"),
      host: inferenceHostOf(context.config, network),
      limits: admissionLimitsOf(context.config, network),
      signal: context.signal,
    });
    checks.push(...inspected);
  }
  return { checks, architecture: folder?.architecture ?? null };
}

async function lookAtFolder(context: CommandContext, network: NetworkChoice, dir: string) {
  const progress = progressBar();
  try {
    return await checkFolder(dir, {
      limits: admissionLimitsOf(context.config, network),
      signal: context.signal,
      onSize: (bytes) => progress.begin("hashing", bytes),
      onBytes: (bytes) => progress.add(bytes),
    });
  } finally {
    progress.close();
  }
}

/** What is on chain, or would be with this repository and revision. */
async function publishedCommitment(
  context: CommandContext,
  network: NetworkChoice,
  { uid, repo, revision }: CheckTargets,
  identity: string | null | undefined,
): Promise<ModelCommitment | undefined> {
  if (uid !== undefined) {
    const chain = openNetwork(network);
    return (await committedModel(chain, network.netuid, uid).finally(() => chain.close())).commitment;
  }
  if (revision === undefined) return undefined;
  if (repo === undefined) {
    throw new AffineError("usage", "A revision is of a repository: which one?", { hint: "Add --repo OWNER/NAME." });
  }
  const described = identity ?? (await identityAt(context, network, repo, revision));
  const id = inferenceHostOf(context.config, network).deploymentId(repo);
  return {
    model: repo,
    revision,
    ...(id === undefined ? {} : { chute_id: id }),
    ...(described === undefined ? {} : { identity: described }),
  };
}

/** The identity that a push would commit to; `undefined` where the check itself will say what is wrong. */
async function identityAt(context: CommandContext, network: NetworkChoice, repo: string, revision: string) {
  try {
    const hub = modelHubOf(context.config, network, "stranger");
    return (await identityOnHub(hub, repo, revision, { signal: context.signal })).id;
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.retryable) throw thrown;
    return undefined;
  }
}

function plannedCommitment(
  context: CommandContext,
  network: NetworkChoice,
  { repo }: CheckTargets,
  identity: string | null | undefined,
): ModelCommitment | undefined {
  if (repo === undefined) return undefined;
  const id = inferenceHostOf(context.config, network).deploymentId(repo);
  return {
    model: repo,
    revision: NO_COMMIT,
    ...(id === undefined ? {} : { chute_id: id }),
    ...(identity === undefined || identity === null ? {} : { identity }),
  };
}

async function lookAtChain(
  context: CommandContext,
  network: NetworkChoice,
  identity: string,
  uid: number | undefined,
): Promise<Check> {
  const chain = openNetwork(network);
  try {
    const hotkey =
      uid === undefined ? await ownHotkey(context, network) : (await committedModel(chain, network.netuid, uid)).hotkey;
    return await checkEarlier(chain, network.netuid, { identity, hotkey });
  } finally {
    await chain.close();
  }
}

/** The wallet's hotkey, where there is one: what it committed itself is no copy. */
async function ownHotkey({ config }: CommandContext, network: NetworkChoice): Promise<string | undefined> {
  const { values } = config;
  try {
    const { key } = await readHotkey({
      folder: network.walletDir ?? defaultWalletFolder(process.env),
      coldkey: values.coldkey ?? "default",
      hotkey: values.hotkey ?? "default",
    });
    return key.address;
  } catch (thrown) {
    if (!AffineError.isInstance(thrown)) throw thrown;
    return undefined;
  }
}
