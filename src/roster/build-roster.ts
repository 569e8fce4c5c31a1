import type { Metagraph, Neuron, RevealedCommitment } from "../chain/chain.ts";
import { AffineError, errorMessage, type Miner } from "../core/index.ts";
import { parseCommitment, type CommitmentFault, type LeftOutReason, type ModelCommitment } from "./commitment.ts";
import { endpointBaseUrl } from "./endpoint.ts";
import { findDuplicates } from "./find-duplicates.ts";
import type { LeftOut, Roster } from "./roster.ts";

export interface RosterOptions {
  /** Whether a commitment may name any server. Only on networks without real money: a server could ask a stronger model. */
  readonly allowEndpoints: boolean;
  /** What a model's name must begin with, in lower case, after the first `/`; uid 0 is exempt. Default `affine`. */
  readonly namePrefix?: string;
  /** Base URL of the host that serves a deployment; `undefined` where the host does not know it. */
  readonly baseUrlOf?: (commitment: ModelCommitment) => Promise<string | undefined>;
}

/**
 * Miners of a metagraph from what they committed: the latest reveal of each registered hotkey counts, also when it is
 * worse than the one before. Nobody disappears silently: whoever does not compete is left out with a reason.
 */
export async function buildRoster(
  metagraph: Metagraph,
  revealed: ReadonlyMap<string, readonly RevealedCommitment[]>,
  options: RosterOptions,
): Promise<Roster> {
  const miners: Miner[] = [];
  const leftOut: LeftOut[] = [];
  for (const neuron of metagraph.neurons) {
    const admitted = await admit(neuron, latest(revealed.get(neuron.hotkey)), options);
    if ("reason" in admitted) leftOut.push({ uid: neuron.uid, hotkey: neuron.hotkey, ...admitted });
    else miners.push(admitted);
  }
  return { block: metagraph.block, miners, leftOut, duplicates: findDuplicates(miners) };
}

async function admit(
  neuron: Neuron,
  reveal: RevealedCommitment | undefined,
  options: RosterOptions,
): Promise<Miner | CommitmentFault> {
  if (reveal === undefined) return fault("no_commitment", "no model was ever committed");
  const { commitment, fault: broken } = parseCommitment(reveal.text);
  if (commitment === undefined) return broken;
  const prefix = options.namePrefix ?? "affine";
  if (neuron.uid !== 0 && !modelName(commitment.model).toLowerCase().startsWith(prefix)) {
    return fault("name_rule", `the name of ${commitment.model} must begin with "${prefix}"`);
  }
  const host = await hostOf(commitment, options);
  if (typeof host !== "string") return host;
  return {
    uid: neuron.uid,
    hotkey: neuron.hotkey,
    coldkey: neuron.coldkey,
    model: commitment.model,
    revision: commitment.revision,
    block: reveal.block,
    baseUrl: host,
    chuteId: commitment.chute_id ?? null,
  };
}

async function hostOf(commitment: ModelCommitment, options: RosterOptions): Promise<string | CommitmentFault> {
  if (commitment.endpoint !== undefined) {
    if (!options.allowEndpoints) return fault("endpoint_not_allowed", "this network asks models on pinned hosts only");
    try {
      return endpointBaseUrl(commitment.endpoint);
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      return fault("bad_endpoint", error.message);
    }
  }
  if (options.baseUrlOf === undefined) return fault("no_host", "no endpoint, and no inference host is configured");
  try {
    const baseUrl = await options.baseUrlOf(commitment);
    return baseUrl ?? fault("no_host", `no host serves ${commitment.model}`);
  } catch (error) {
    return fault("no_host", `the inference host could not be asked: ${errorMessage(error)}`);
  }
}

/** The last of several reveals in one block is the newest: lists come oldest first. */
function latest(reveals: readonly RevealedCommitment[] | undefined): RevealedCommitment | undefined {
  return reveals?.reduce<RevealedCommitment | undefined>(
    (newest, next) => (newest === undefined || next.block >= newest.block ? next : newest),
    undefined,
  );
}

/** What stands after the first `/`; the whole name where there is none. */
function modelName(model: string): string {
  return model.slice(model.indexOf("/") + 1);
}

function fault(reason: LeftOutReason, detail: string): CommitmentFault {
  return { reason, detail };
}
