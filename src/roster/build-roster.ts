import type { Metagraph, Neuron, RevealedCommitment } from "../chain/chain.ts";
import { AffineError, errorMessage, type Miner } from "../core/index.ts";
import { Slots } from "../hub/index.ts";
import type { CommitmentFault, LeftOutReason, ModelCommitment } from "./commitment.ts";
import { endpointBaseUrl } from "./endpoint.ts";
import { findDuplicates } from "./find-duplicates.ts";
import { identityOf } from "./identity-of.ts";
import { readCommitment, type CommitmentRules } from "./read-commitment.ts";
import type { LeftOut, Roster } from "./roster.ts";

export interface RosterOptions extends CommitmentRules {
  /**
   * Base URL of the host that serves a deployment, or why it is not to be asked there; `undefined` where the host does
   * not know it.
   */
  readonly baseUrlOf?: (
    commitment: ModelCommitment,
    options?: { readonly signal: AbortSignal },
  ) => Promise<string | CommitmentFault | undefined>;
}

/** Keys whose host is asked at once. */
const AT_ONCE = 8;

/**
 * Miners of a metagraph from what they committed: the latest reveal of each registered hotkey counts, also when it is
 * worse than the one before. Nobody disappears silently: whoever does not compete is left out with a reason.
 */
export async function buildRoster(
  metagraph: Metagraph,
  revealed: ReadonlyMap<string, readonly RevealedCommitment[]>,
  options: RosterOptions,
): Promise<Roster> {
  const found: { miner: Miner; identity: string }[] = [];
  const leftOut: LeftOut[] = [];
  // A host far away takes its time, and there may be 256 keys.
  const slots = new Slots(AT_ONCE);
  const looked = metagraph.neurons.map(async (neuron) => ({
    neuron,
    admitted: await slots.run(() => admit(neuron, latestReveal(revealed.get(neuron.hotkey)), options)),
  }));
  for (const { neuron, admitted } of await Promise.all(looked)) {
    if ("reason" in admitted) leftOut.push({ uid: neuron.uid, hotkey: neuron.hotkey, ...admitted });
    else found.push(admitted);
  }
  const miners = found.map(({ miner }) => miner);
  return { block: metagraph.block, miners, leftOut, duplicates: findDuplicates(found) };
}

async function admit(
  neuron: Neuron,
  reveal: RevealedCommitment | undefined,
  options: RosterOptions,
): Promise<{ miner: Miner; identity: string } | CommitmentFault> {
  if (reveal === undefined) return fault("no_commitment", "no model was ever committed");
  const { commitment, fault: broken } = readCommitment({ uid: neuron.uid, text: reveal.text }, options);
  if (commitment === undefined) return broken;
  const host = await hostOf(commitment, options);
  if (typeof host !== "string") return host;
  const { uid, hotkey, coldkey } = neuron;
  const { model, revision, chute_id: chuteId = null } = commitment;
  const miner = { uid, hotkey, coldkey, model, revision, block: reveal.block, baseUrl: host, chuteId };
  return { miner, identity: identityOf(commitment) };
}

/** Base URL at which a commitment's model answers, or why there is none. */
export async function hostOf(
  commitment: ModelCommitment,
  options: Pick<RosterOptions, "baseUrlOf">,
  signal?: AbortSignal,
): Promise<string | CommitmentFault> {
  if (commitment.endpoint !== undefined) return endpointBaseUrl(commitment.endpoint);
  if (options.baseUrlOf === undefined)
    return fault("host_unknown", "no inference host is configured, so none was asked");
  try {
    const found = await options.baseUrlOf(commitment, signal === undefined ? undefined : { signal });
    return found ?? fault("no_host", `no host serves ${commitment.model}`);
  } catch (error) {
    const known = AffineError.isInstance(error) ? error : undefined;
    if (known?.code === "interrupted") throw error;
    const hint = known?.hint === undefined ? "" : ` ${known.hint}`;
    return fault("host_unknown", `the inference host could not be asked: ${errorMessage(error)}${hint}`);
  }
}

/** The newest reveal. The last of several in one block counts: lists come oldest first. */
export function latestReveal(reveals: readonly RevealedCommitment[] | undefined): RevealedCommitment | undefined {
  return reveals?.reduce<RevealedCommitment | undefined>(
    (newest, next) => (newest === undefined || next.block >= newest.block ? next : newest),
    undefined,
  );
}

function fault(reason: LeftOutReason, detail: string): CommitmentFault {
  return { reason, detail };
}
