import { z } from "zod";
import type { WeightVector } from "../../chain.ts";
import type { State } from "./state.ts";

const u16 = z.int().min(0).max(65_535);
const rowSchema = z.object({
  args: z.tuple([z.number(), u16]),
  value: z.array(z.tuple([u16, u16])),
});

/** Present weights of the subnet's first mechanism: its storage index is the netuid itself (netuid + 4096 · mechanism). */
export async function readWeights(state: State, netuid: number): Promise<ReadonlyMap<number, WeightVector>> {
  const rows = await state.entries(rowSchema, "SubtensorModule", "Weights", netuid);
  const sorted = rows.toSorted((a, b) => a.args[1] - b.args[1]);
  return new Map(
    sorted.map(({ args: [, validator], value }) => [validator, new Map(value.filter(([, share]) => share > 0))]),
  );
}
