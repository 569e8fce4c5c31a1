import { HttpStore, seqOfShardKey, shardPrefix } from "../store/index.ts";
import type { Sources } from "./sources.ts";

/**
 * How many shards there are to read: as folders list them, or as validators announced; `null` where one of them does
 * neither.
 */
export async function shardTotals(sources: Sources, netuid: number): Promise<number | null> {
  let total = 0;
  for (const hotkey of sources.hotkeys) {
    const announced = sources.heads.get(hotkey);
    let listed = 0;
    for (const store of sources.storesOf(hotkey)) {
      if (store instanceof HttpStore) {
        if (announced === undefined) return null;
        continue;
      }
      let here = 0;
      for await (const key of store.list(shardPrefix({ netuid, hotkey })))
        if (seqOfShardKey(key) !== undefined) here += 1;
      listed = Math.max(listed, here);
    }
    total += Math.max(listed, announced === undefined ? 0 : announced.seq + 1);
  }
  return total;
}
