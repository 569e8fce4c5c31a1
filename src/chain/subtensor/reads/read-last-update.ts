import { z } from "zod";
import { integer, type State } from "./state.ts";

/** Block of the hotkey's last weights or weight commit; 0 when it has no uid. */
export async function readLastUpdate(state: State, netuid: number, hotkey: string): Promise<number> {
  const [uid, blocks] = await state.values([
    [integer.optional(), "SubtensorModule", "Uids", netuid, hotkey],
    [z.array(integer), "SubtensorModule", "LastUpdate", netuid],
  ]);
  return uid === undefined ? 0 : (blocks[uid] ?? 0);
}
