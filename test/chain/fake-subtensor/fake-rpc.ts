import { Bytes, Option } from "@polkadot-api/substrate-bindings";
import type { FakeBlock, FakeChain } from "./fake-chain.ts";
import { selectiveMetagraph } from "./fake-metagraph.ts";
import { subnetHyperparameters } from "./fake-hyperparameters.ts";
import { fromHex, toHex, type Hex } from "./fake-storage.ts";

export class FakeRpcError extends Error {
  readonly code: number;
  readonly data: string | undefined;
  constructor(code: number, message: string, data?: string) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** What one node sees of the chain: a node that is stuck sees no more than so many blocks. */
export interface NodeView {
  readonly chain: FakeChain;
  readonly visible: () => number;
}

/** The newest block that a node has, and the newest final one. */
export function headsOf({ chain, visible }: NodeView): { best: FakeBlock; final: FakeBlock } {
  const last = Math.min(visible(), chain.best.number);
  return { best: chain.blocks[last]!, final: chain.blocks[Math.min(last, chain.final.number)]! };
}

export function headerOf({ number, parentHash, real }: FakeBlock): unknown {
  if (real !== undefined) return real.header;
  const root = `0x${"00".repeat(32)}`;
  return {
    parentHash,
    number: `0x${number.toString(16)}`,
    stateRoot: root,
    extrinsicsRoot: root,
    digest: { logs: [] },
  };
}

/** Option<OpaqueMetadata>. */
const metadataAnswer = Option(Bytes());

type Params = readonly unknown[];

/** The JSON-RPC methods of a Substrate node that the adapter uses, besides subscriptions. */
export function answer(view: NodeView, method: string, params: Params): unknown {
  const { chain } = view;
  const { best, final } = headsOf(view);
  const at = (hash: unknown): FakeBlock => {
    const block = hash === undefined || hash === null ? best : chain.blocks.find((one) => one.hash === hash);
    if (block !== undefined && block.number <= best.number) return block;
    throw new FakeRpcError(
      4003,
      `Client error: UnknownBlock: Expect block number from id: BlockId::Hash(${String(hash)})`,
    );
  };
  switch (method) {
    case "chain_getBlockHash": {
      const number = params[0] as number;
      return number <= best.number ? chain.blocks[number]?.hash : null;
    }
    case "chain_getFinalizedHead":
      return final.hash;
    case "chain_getHeader":
      return headerOf(at(params[0]));
    case "chain_getBlock": {
      const block = at(params[0]);
      return { block: { header: headerOf(block), extrinsics: block.extrinsics }, justifications: null };
    }
    case "state_getRuntimeVersion": {
      const { specVersion } = chain.runtimeAt(at(params[0]).number);
      return { specName: "node-subtensor", specVersion, transactionVersion: 1 };
    }
    case "state_getKeysPaged": {
      const [prefix, count, after, hash] = params as [string, number, string | null, string];
      const keys = [...at(hash).storage.raw.keys()].filter((key) => key.startsWith(prefix)).sort();
      return keys.slice(after === null ? 0 : keys.findIndex((key) => key === after) + 1).slice(0, count);
    }
    case "state_queryStorageAt": {
      const [keys, hash] = params as [Hex[], string];
      const block = at(hash);
      return [{ block: block.hash, changes: keys.map((key) => [key, block.storage.raw.get(key) ?? null]) }];
    }
    case "state_getReadProof": {
      const [keys, hash] = params as [Hex[], string];
      const { real, hash: of } = at(hash);
      if (real === undefined) throw new FakeRpcError(-32_601, "Method not found");
      return { at: of, proof: real.trie.prove(keys) };
    }
    case "chain_getHead":
      return best.hash;
    // The same by its two names.
    case "state_getStorage":
    case "state_getStorageAt":
      return at(params[1]).storage.raw.get(params[0] as Hex) ?? null;
    case "state_call":
      return runtimeCall(chain, at(params[2]), params[0] as string, params[1] as Hex);
    case "account_nextIndex":
    case "system_accountNextIndex":
      return chain.nextNonce(params[0] as string);
    case "author_submitExtrinsic": {
      const outcome = chain.submit(params[0] as Hex);
      if (typeof outcome === "string") return outcome;
      throw new FakeRpcError(outcome.code, outcome.message, outcome.data);
    }
    default:
      throw new FakeRpcError(-32_601, "Method not found");
  }
}

function runtimeCall(chain: FakeChain, block: FakeBlock, method: string, args: Hex): Hex {
  if (method === "Metadata_metadata_at_version") {
    // As older nodes: metadata of other versions than the runtime's are Option::None.
    if (args !== `0x${chain.metadata.metadata.version.toString(16).padStart(2, "0")}000000`) return "0x00";
    return toHex(metadataAnswer.enc(chain.runtimeAt(block.number).raw));
  }
  if (method === "SubnetInfoRuntimeApi_get_selective_metagraph")
    return selectiveMetagraph(block.storage, fromHex(args));
  if (method === "SubnetInfoRuntimeApi_get_subnet_hyperparams_v2")
    return subnetHyperparameters(block.storage, fromHex(args));
  throw new FakeRpcError(4003, `Client error: Execution failed: Exported method ${method} is not found`);
}
