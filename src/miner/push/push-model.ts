import { AffineError } from "../../core/index.ts";
import type { Deployment } from "../../inference/host/index.ts";
import { LockFile } from "../../io/index.ts";
import { join } from "node:path";
import { checkIdentity } from "./check-identity.ts";
import { commitModel } from "./commit-model.ts";
import { createRepository } from "./create-repository.ts";
import { deployModel } from "./deploy-model.ts";
import { publishModel } from "./publish-model.ts";
import type { PushPlan } from "./push-plan.ts";
import type { PushOptions } from "./push-options.ts";
import { pushFolder } from "./push-state.ts";
import { registerHotkey } from "./register-hotkey.ts";
import { uploadModel } from "./upload-model.ts";
import { warmUpModel } from "./warm-up-model.ts";

export interface PushedModel {
  readonly uid: number;
  readonly hotkey: string;
  readonly repo: string;
  readonly revision: string;
  readonly identity: string;
  /** The commitment as it can be read on chain, and the block of its reveal. */
  readonly text: string;
  readonly block: number;
  /** `undefined` where the miner starts the server. */
  readonly deployment: Deployment | undefined;
}

/**
 * Carries a plan out. Every step looks first whether it is done; killed anywhere and run again, the whole goes on.
 *
 * @throws AffineError `locked` while another push of this hotkey runs from the data folder; what the steps throw
 */
export async function pushModel(plan: PushPlan, options: PushOptions): Promise<PushedModel> {
  const { home, key, hub, tell, onPoint } = options;
  // Two pushes of one hotkey would replace each other's commitment.
  const lock = await LockFile.acquire(join(pushFolder(home), `${key.address}.lock`), `The hotkey ${key.address}`);
  try {
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      if (options.signal?.aborted === true)
        throw new AffineError("interrupted", "Interrupted; the same command goes on.");
      return work();
    };
    const uid = await step(() => registerHotkey(plan, options));
    await step(() => createRepository(plan, options));
    const revision = await step(() => uploadModel(plan, options));
    await step(() => checkIdentity(plan, revision, options));
    const wanted = { model: plan.repo, revision, ...plan.place, identity: plan.model.identity.id };
    const proof = await step(() => commitModel(plan, wanted, options));
    onPoint?.("reveal.read");
    tell?.(`revealed in block ${proof.block}: ${proof.text}`);
    if (await step(() => publishModel(hub, proof))) tell?.(`published ${plan.repo}`);
    onPoint?.("repository.published");
    const deployed = await step(() => deployModel(plan, proof, options));
    const deployment = deployed === undefined ? undefined : await step(() => warmUpModel(deployed, options));
    await plan.state.change({ commit: undefined });
    const { hotkey, block, text } = proof;
    return { uid, hotkey, repo: plan.repo, revision, identity: plan.model.identity.id, text, block, deployment };
  } catch (error) {
    if (options.signal?.aborted === true && !isInterruption(error)) {
      throw new AffineError("interrupted", "Interrupted; the same command goes on.", { cause: error });
    }
    throw error;
  } finally {
    await lock.release();
  }
}

function isInterruption(error: unknown): boolean {
  return AffineError.isInstance(error) && error.code === "interrupted";
}
