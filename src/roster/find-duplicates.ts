import type { Miner } from "../core/index.ts";
import type { Duplicate } from "./roster.ts";

/** Miners whose model (see `identityOf`) somebody committed before them; the same block is decided by the lower uid. */
export function findDuplicates(miners: readonly { readonly miner: Miner; readonly identity: string }[]): Duplicate[] {
  const firstOf = new Map<string, Miner>();
  for (const { miner, identity } of miners.toSorted(
    (a, b) => a.miner.block - b.miner.block || a.miner.uid - b.miner.uid,
  )) {
    if (!firstOf.has(identity)) firstOf.set(identity, miner);
  }
  return miners.flatMap(({ miner, identity }) => {
    const first = firstOf.get(identity);
    if (first === undefined || first.hotkey === miner.hotkey) return [];
    return [{ uid: miner.uid, hotkey: miner.hotkey, first: { uid: first.uid, hotkey: first.hotkey } }];
  });
}
