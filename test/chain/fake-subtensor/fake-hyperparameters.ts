import type { LookupEntry } from "@polkadot-api/metadata-builders";
import { toHex, type FakeStorage, type Hex } from "./fake-storage.ts";

const [API, METHOD] = ["SubnetInfoRuntimeApi", "get_subnet_hyperparams_v2"] as const;

/** Answer of `SubnetInfoRuntimeApi_get_subnet_hyperparams_v2`: what is read of it is true, all else zero. */
export function subnetHyperparameters(storage: FakeStorage, args: Uint8Array): Hex {
  const { builder, lookup, metadata } = storage.metadata;
  const codec = builder.buildRuntimeCall(API, METHOD);
  const [netuid] = codec.args.dec(args) as [number];
  if (!storage.get<boolean>("SubtensorModule", "NetworksAdded", netuid)) return toHex(codec.value.enc(undefined));
  const method = metadata.apis.find(({ name }) => name === API)?.methods.find(({ name }) => name === METHOD);
  const output = lookup(method?.output ?? -1);
  const struct = output.type === "option" ? output.value : output;
  if (struct.type !== "struct") throw new Error("the hyperparameters are no struct");
  const zeros = Object.fromEntries(Object.entries(struct.value).map(([name, entry]) => [name, zeroOf(entry)]));
  const limit = storage.get<number>("SubtensorModule", "MaxWeightsLimit", netuid);
  return toHex(codec.value.enc({ ...zeros, max_weights_limit: limit }));
}

function zeroOf(entry: LookupEntry): unknown {
  if (entry.type === "compact") return entry.isBig ? 0n : 0;
  if (entry.type === "struct")
    return Object.fromEntries(Object.entries(entry.value).map(([name, inner]) => [name, zeroOf(inner)]));
  if (entry.type === "primitive" && entry.value === "bool") return false;
  if (entry.type === "primitive" && /^[ui](64|128|256)$/.test(entry.value)) return 0n;
  if (entry.type === "primitive") return 0;
  throw new Error(`the fake knows no zero of ${entry.type}`);
}
