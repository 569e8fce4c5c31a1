import { z } from "zod";
import type { Epoch } from "../../chain.ts";
import { nextEpochBlock, type Scheduler } from "./scheduler.ts";
import { integer, type State } from "./state.ts";
import { unknownSubnet } from "./unknown-subnet.ts";

const PALLET = "SubtensorModule";

/** The subnet's scheduler as it stands after the block. */
export async function readScheduler(state: State, netuid: number): Promise<Scheduler> {
  const [exists, tempo, index, lastBlock, pendingBlock, blocksSinceLastStep] = await state.values([
    [z.boolean(), PALLET, "NetworksAdded", netuid],
    [integer, PALLET, "Tempo", netuid],
    [integer, PALLET, "SubnetEpochIndex", netuid],
    [integer, PALLET, "LastEpochBlock", netuid],
    [integer, PALLET, "PendingEpochAt", netuid],
    [integer, PALLET, "BlocksSinceLastStep", netuid],
  ]);
  if (!exists) throw unknownSubnet(netuid);
  return { block: state.block.number, tempo, index, lastBlock, pendingBlock, blocksSinceLastStep };
}

export async function readEpoch(state: State, netuid: number): Promise<Epoch> {
  const scheduler = await readScheduler(state, netuid);
  return { index: scheduler.index, startBlock: scheduler.lastBlock, nextBlock: nextEpochBlock(scheduler) };
}
