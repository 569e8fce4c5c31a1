import { toHex, type FakeStorage, type Hex } from "./fake-storage.ts";

const S = "SubtensorModule";
/** `SelectiveMetagraphIndex` (pallets/subtensor/src/rpc_info/metagraph.rs). */
const FIELDS: Readonly<Record<number, string>> = {
  52: "hotkeys",
  53: "coldkeys",
  57: "validator_permit",
  59: "last_update",
  62: "incentives",
  66: "block_at_registration",
  69: "total_stake",
};

/** Answer of `SubnetInfoRuntimeApi_get_selective_metagraph`: the fields asked for, nothing of the others. */
export function selectiveMetagraph(storage: FakeStorage, args: Uint8Array): Hex {
  const { builder, lookup, metadata } = storage.metadata;
  const codec = builder.buildRuntimeCall("SubnetInfoRuntimeApi", "get_selective_metagraph");
  const [netuid, indexes] = codec.args.dec(args) as [number, number[]];
  if (!storage.get<boolean>(S, "NetworksAdded", netuid)) return toHex(codec.value.enc(undefined));
  const method = metadata.apis
    .find(({ name }) => name === "SubnetInfoRuntimeApi")
    ?.methods.find(({ name }) => name === "get_selective_metagraph");
  const output = lookup(method?.output ?? -1);
  const struct = output.type === "option" ? output.value : output;
  if (struct.type !== "struct") throw new Error("the metagraph is no struct");
  const empty = Object.fromEntries(Object.keys(struct.value).map((name) => [name, undefined]));
  const whole = metagraph(storage, netuid);
  const asked = indexes.map((index) => FIELDS[index] ?? "netuid").map((name) => [name, whole[name]]);
  return toHex(codec.value.enc({ ...empty, ...Object.fromEntries(asked), netuid }));
}

function metagraph(storage: FakeStorage, netuid: number): Record<string, unknown> {
  const uids = Array.from({ length: storage.get<number>(S, "SubnetworkN", netuid) }, (_, uid) => uid);
  const hotkeys = uids.map((uid) => storage.get<string>(S, "Keys", netuid, uid));
  return {
    hotkeys,
    coldkeys: hotkeys,
    validator_permit: storage.get(S, "ValidatorPermit", netuid),
    last_update: storage.get(S, "LastUpdate", netuid),
    incentives: storage.get(S, "Incentive", netuid),
    block_at_registration: uids.map((uid) => storage.get(S, "BlockAtRegistration", netuid, uid)),
    total_stake: hotkeys.map((hotkey) => storage.get(S, "TotalHotkeyAlpha", hotkey, netuid)),
  };
}
