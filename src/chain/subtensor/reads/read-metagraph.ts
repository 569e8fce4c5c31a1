import { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import type { Metagraph } from "../../chain.ts";
import { untrue } from "../proofs/untrue.ts";
import type { METAGRAPH_FIELDS } from "../runtime/expected-shapes.ts";
import { integer, type State } from "./state.ts";
import { unknownSubnet } from "./unknown-subnet.ts";

/**
 * Numbers of the fields that are asked for: 52 hotkeys, 53 coldkeys, 57 validator permits, 59 last updates,
 * 62 incentives, 66 registration blocks, 69 total stake (`SelectiveMetagraphIndex`, pallets/subtensor/src/rpc_info/
 * metagraph.rs). The other sixty would be 20 times the bytes.
 */
const INDEXES = [52, 53, 57, 59, 62, 66, 69];

const rao = z.union([z.number(), z.bigint()]).transform(String);
const graphSchema = z
  .object({
    hotkeys: z.array(z.string()),
    coldkeys: z.array(z.string()),
    validator_permit: z.array(z.boolean()),
    last_update: z.array(integer),
    incentives: z.array(integer),
    block_at_registration: z.array(integer),
    total_stake: z.array(rao),
  } satisfies Record<(typeof METAGRAPH_FIELDS)[number], z.ZodType>)
  .refine((graph) => new Set(Object.values(graph).map(({ length }) => length)).size === 1, "lists of one length")
  .optional();

type Graph = NonNullable<z.infer<typeof graphSchema>>;

const uidSchema = z.object({ args: z.tuple([z.number(), z.string()]), value: z.int().min(0).max(4_095) });

/** Who is registered, by the runtime's own account: stake counts what it inherits and delegates, as storage alone does not. */
export async function readMetagraph(state: State, netuid: number): Promise<Metagraph> {
  const graph = await state.call(graphSchema, "SubnetInfoRuntimeApi", "get_selective_metagraph", netuid, INDEXES);
  if (graph === undefined) {
    if (state.proofs !== undefined) await checkThatThereIsNone(state, netuid);
    throw unknownSubnet(netuid);
  }
  if (state.proofs !== undefined) await compareWithStorage(state, netuid, graph);
  const neurons = graph.hotkeys.map((hotkey, uid) => ({
    uid,
    hotkey,
    coldkey: at(graph.coldkeys, uid),
    stakeRao: at(graph.total_stake, uid),
    validatorPermit: at(graph.validator_permit, uid),
    lastUpdate: at(graph.last_update, uid),
    incentive: at(graph.incentives, uid),
    registeredAt: at(graph.block_at_registration, uid),
  }));
  return { netuid, block: state.block, neurons };
}

/**
 * A runtime API's answer has no proof of its own. What decides who may do what is stored as well, and is proved there: who
 * has which uid, when each set weights, who has a permit.
 */
async function compareWithStorage(state: State, netuid: number, graph: Graph): Promise<void> {
  const [[lastUpdate, permits], uids] = await Promise.all([
    state.values([
      [z.array(integer), "SubtensorModule", "LastUpdate", netuid],
      [z.array(z.boolean()), "SubtensorModule", "ValidatorPermit", netuid],
    ]),
    state.entries(uidSchema, "SubtensorModule", "Uids", netuid),
  ]);
  const hotkeys: string[] = [];
  for (const { args, value } of uids) hotkeys[value] = args[1];
  compare(state, "hotkeys", graph.hotkeys, hotkeys);
  compare(state, "last updates", graph.last_update, lastUpdate);
  compare(state, "validator permits", graph.validator_permit, permits);
}

async function checkThatThereIsNone(state: State, netuid: number): Promise<void> {
  const [exists] = await state.values([[z.boolean(), "SubtensorModule", "NetworksAdded", netuid]]);
  if (!exists) return;
  const about = { endpoint: state.session.endpoint, what: `subnet ${netuid} as of block ${state.block.number}` };
  throw untrue({ ...about, claimed: "that there is none", proved: "it is there" });
}

function compare(
  { session, block }: State,
  name: string,
  claimed: readonly unknown[],
  proved: readonly unknown[],
): void {
  const uid = Array.from({ length: Math.max(claimed.length, proved.length) }).findIndex(
    (_, index) => claimed[index] !== proved[index],
  );
  if (uid < 0) return;
  const told = (values: readonly unknown[]): string => `${values.length}, of uid ${uid} ${String(values[uid])}`;
  const what = `the metagraph's ${name} of block ${block.number}`;
  throw untrue({ endpoint: session.endpoint, what, claimed: told(claimed), proved: told(proved) });
}

function at<T>(values: readonly T[], uid: number): T {
  const value = values[uid];
  if (value === undefined) throw new AffineError("chain_decode", `The metagraph has nothing for uid ${uid}.`);
  return value;
}
