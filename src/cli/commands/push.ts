import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openNetwork } from "../../chain/index.ts";
import type { NetworkChoice } from "../../config/index.ts";
import { AffineError } from "../../core/index.ts";
import {
  modelToPush,
  planNotes,
  planPush,
  planSteps,
  pushModel,
  type PlanStep,
  type PushedModel,
  type PushOptions,
  type PushSource,
} from "../../miner/index.ts";
import { progressBar, type Progress } from "../../telemetry/index.ts";
import { coldkeyPublicPath, readColdkeyAddress } from "../../wallet/index.ts";
import type { CommandContext } from "../context.ts";
import { inferenceHostOf } from "../../sdk/index.ts";
import { admissionLimitsOf } from "../inspection-options.ts";
import { modelHubOf } from "../model-hub.ts";
import { hotkeyName } from "../open-signer.ts";
import { printJson, printLine } from "../output.ts";
import { ownHotkey } from "../own-hotkey.ts";
import { hanging } from "../wrap.ts";

interface PushFlags {
  readonly modelPath: string;
  readonly repo?: string;
  readonly existingRepo?: string;
  readonly revision?: string;
  readonly dryRun?: boolean;
  readonly acceptFee?: boolean;
  readonly gpus?: number;
  readonly vram?: number;
  readonly maxInstances?: number;
  readonly warmUpMinutes: number;
}

export async function push(context: CommandContext, flags: PushFlags): Promise<void> {
  const network = await context.network({ signs: true });
  const source = sourceOf(flags);
  const name = hotkeyName(context, network);
  const { key } = await ownHotkey(context, name);
  const chain = openNetwork(network);
  const progress = progressBar();
  try {
    const { hfUser } = context.config.values;
    const options: PushOptions = {
      source,
      chain,
      netuid: network.netuid,
      key,
      hub: modelHubOf(context.config, network),
      host: inferenceHostOf(context.config, network, key),
      limits: admissionLimitsOf(context.config, network),
      home: resolve(network.home),
      allowEndpoints: network.allowEndpoints,
      ...(hfUser === undefined ? {} : { owner: hfUser }),
      ...(network.inferenceKind === "chutes" ? {} : { endpoint: network.inferenceUrl }),
      ...(await registration(network, name)),
      size: sizeOf(flags),
      acceptFee: flags.acceptFee === true,
      warmUpTimeoutMs: flags.warmUpMinutes * 60_000,
      signal: context.signal,
      progress,
      tell: (line) => progress.note(hanging("", line)),
    };
    await carryOut(context, options, { progress, dryRun: flags.dryRun === true });
  } finally {
    progress.close();
    await chain.close();
  }
}

async function carryOut(
  context: CommandContext,
  options: PushOptions,
  { progress, dryRun }: { progress: Progress; dryRun: boolean },
): Promise<void> {
  const plan = await planPush(options, await modelToPush(options));
  const steps = planSteps(plan, options);
  const notes = planNotes(plan);
  if (dryRun) {
    await printPlan(context, steps, notes);
    return;
  }
  for (const line of planLines(steps, notes)) progress.note(line);
  const pushed = await pushModel(plan, options);
  progress.close();
  await report(context, pushed);
}

function sourceOf({ modelPath, repo, existingRepo, revision }: PushFlags): PushSource {
  if (existingRepo === undefined) {
    if (revision !== undefined)
      throw usage("--revision goes with --existing-repo: an upload makes a commit of its own.");
    return { kind: "folder", dir: modelPath, ...(repo === undefined ? {} : { repo }) };
  }
  if (repo !== undefined) throw usage("--repo and --existing-repo exclude each other.");
  return { kind: "repository", repo: existingRepo, ...(revision === undefined ? {} : { revision }) };
}

function usage(message: string): AffineError {
  return new AffineError("usage", message, { hint: "See `af push --help`." });
}

/** On the embedded chain a hotkey registers itself, for nothing. */
async function registration(
  { endpoint }: NetworkChoice,
  name: { folder: string; coldkey: string },
): Promise<Pick<PushOptions, "registerWith">> {
  if (!/^https?:/.test(endpoint) || !existsSync(coldkeyPublicPath(name))) return {};
  return { registerWith: await readColdkeyAddress(name) };
}

function sizeOf({ gpus, vram, maxInstances }: PushFlags): NonNullable<PushOptions["size"]> {
  return {
    ...(gpus === undefined ? {} : { gpus }),
    ...(vram === undefined ? {} : { minVramGb: vram }),
    ...(maxInstances === undefined ? {} : { maxInstances }),
  };
}

async function printPlan(context: CommandContext, steps: readonly PlanStep[], notes: readonly string[]): Promise<void> {
  if (context.json) await printJson({ steps, notes });
  else for (const line of planLines(steps, notes)) await printLine(line);
}

function planLines(steps: readonly PlanStep[], notes: readonly string[]): string[] {
  return [
    ...steps.map(({ step, what, done }) => hanging(`${done ? "is " : "   "} ${step.padEnd(9)} `, what)),
    ...notes.map((note) => hanging("note: ", note)),
  ];
}

async function report(context: CommandContext, pushed: PushedModel): Promise<void> {
  const { uid, hotkey, repo, revision, identity, text, block, deployment } = pushed;
  if (context.json) {
    const served =
      deployment === undefined ? null : { id: deployment.id, baseUrl: deployment.baseUrl, hot: deployment.hot };
    await printJson({ uid, hotkey, repo, revision, identity, commitment: text, block, deployment: served });
    return;
  }
  await printLine(`uid ${uid} competes from block ${block} with ${repo}`);
  await printLine(`revision ${revision}`);
  await printLine(`identity ${identity}`);
  if (deployment !== undefined) await printLine(`answers at ${deployment.baseUrl}`);
}
