import type { NetworkChoice } from "../../config/index.ts";
import { AffineError } from "../../core/index.ts";
import { pushDataset, type PushedDataset } from "../../dataset/index.ts";
import { parseRepoName, type ModelHub } from "../../hub/index.ts";
import type { CommandContext } from "../context.ts";
import { datasetHubOf } from "../model-hub.ts";

export interface PushFlags {
  readonly push?: string;
  readonly public?: boolean;
}

/** The hub that `--push` means, looked at before the work begins; `undefined` without the flag. */
export function checkPush(context: CommandContext, network: NetworkChoice, flags: PushFlags): ModelHub | undefined {
  if (flags.push === undefined) {
    if (flags.public === true) throw new AffineError("usage", "--public goes with --push.");
    return undefined;
  }
  parseRepoName(flags.push);
  const hub = datasetHubOf(context.config, network);
  if (hub.name === "huggingface" && context.config.values.hfToken === undefined) {
    throw new AffineError("credentials_missing", "--push needs a Hugging Face token.", {
      hint: "Make one with write access under Settings, Access Tokens, and set HF_TOKEN in .env.",
    });
  }
  return hub;
}

export async function pushTo(
  context: CommandContext,
  hub: ModelHub,
  dir: string,
  { push: repo = "", public: makePublic = false }: PushFlags,
): Promise<PushedDataset> {
  return pushDataset({ dir, repo, hub, makePublic, signal: context.signal });
}
