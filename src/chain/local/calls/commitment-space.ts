import { nextEpochBlock } from "../state/epoch.ts";
import { withEntry, type SubnetState } from "../state/chain-state.ts";

/** Bytes of commitments a hotkey has in an epoch, and what each takes at least (commitments pallet). */
export const SPACE_BYTES_PER_EPOCH = 3100;
export const MIN_COMMITMENT_BYTES = 100;

/** Takes space for a commitment, or says from which block on there is enough. */
export function takeSpace(
  subnet: SubnetState,
  hotkey: string,
  bytes: number,
): { ok: true; subnet: SubnetState } | { ok: false; untilBlock: number } {
  const usage = subnet.usedSpace.get(hotkey);
  const before = usage?.epoch === subnet.epoch.index ? usage.bytes : 0;
  const used = before + Math.max(bytes, MIN_COMMITMENT_BYTES);
  if (used > SPACE_BYTES_PER_EPOCH) return { ok: false, untilBlock: nextEpochBlock(subnet) };
  const usedSpace = withEntry(subnet.usedSpace, hotkey, { epoch: subnet.epoch.index, bytes: used });
  return { ok: true, subnet: { ...subnet, usedSpace } };
}
