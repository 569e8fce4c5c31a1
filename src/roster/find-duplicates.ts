import type { Miner } from "../core/index.ts";
import type { Duplicate } from "./roster.ts";

/** Miners whose model and revision somebody committed before them; the same block is decided by the lower uid. */
export function findDuplicates(miners: readonly Miner[]): Duplicate[] {
  const firstOf = new Map<string, Miner>();
  for (const miner of miners.toSorted((a, b) => a.block - b.block || a.uid - b.uid)) {
    const identity = JSON.stringify([miner.model.toLowerCase(), miner.revision]);
    if (!firstOf.has(identity)) firstOf.set(identity, miner);
  }
  const duplicates: Duplicate[] = [];
  for (const miner of miners) {
    const first = firstOf.get(JSON.stringify([miner.model.toLowerCase(), miner.revision]));
    if (first !== undefined && first.hotkey !== miner.hotkey) {
      duplicates.push({ uid: miner.uid, hotkey: miner.hotkey, first: { uid: first.uid, hotkey: first.hotkey } });
    }
  }
  return duplicates;
}
