import { withEntry, withoutEntry, type SubnetState } from "./chain-state.ts";

/** How many revealed texts the chain keeps of a hotkey (`MAX_REVEALS` of the commitments pallet). */
export const MAX_REVEALS = 10;

/** Opens the texts whose block has come. */
export function revealDue(subnet: SubnetState, block: number): SubnetState {
  let { sealed, revealed } = subnet;
  for (const [hotkey, { text, revealBlock }] of subnet.sealed) {
    if (revealBlock > block) continue;
    sealed = withoutEntry(sealed, hotkey);
    revealed = withEntry(revealed, hotkey, [...(revealed.get(hotkey) ?? []), { block, text }].slice(-MAX_REVEALS));
  }
  return sealed === subnet.sealed ? subnet : { ...subnet, sealed, revealed };
}
