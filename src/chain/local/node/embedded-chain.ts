import type { SigningKey } from "../../../wallet/index.ts";
import type {
  At,
  BlockRef,
  Chain,
  ChainHealth,
  Epoch,
  Hex,
  Hyperparameters,
  Metagraph,
  RevealedCommitment,
  SetWeightsResult,
  WeightVector,
} from "../../chain.ts";
import { COMMIT_REVEAL_VERSION, refuseObstacles } from "../../conditions/index.ts";
import type { Call } from "../calls/call.ts";
import type { ChainNode } from "./chain-node.ts";
import { sealText, sealWeights } from "./sealing.ts";
import { Submitter } from "./submitter.ts";

/** `Chain` over the embedded chain, wherever it runs. */
export class EmbeddedChain implements Chain {
  protected readonly node: ChainNode;
  readonly #submitter: Submitter;
  #genesis: Hex | undefined;

  constructor(node: ChainNode) {
    this.node = node;
    this.#submitter = new Submitter(node, () => this.#genesisHash());
  }

  async head(): Promise<BlockRef> {
    return (await this.node.status()).head;
  }

  async waitForBlock(number?: number, options?: { signal?: AbortSignal }): Promise<BlockRef> {
    return this.node.waitForBlock(number ?? (await this.head()).number + 1, options?.signal);
  }

  blockHash(number: number): Promise<Hex> {
    return this.node.blockHash(number);
  }

  metagraph(netuid: number, at?: At): Promise<Metagraph> {
    return this.node.read("metagraph", netuid, at);
  }

  hyperparameters(netuid: number, at?: At): Promise<Hyperparameters> {
    return this.node.read("hyperparameters", netuid, at);
  }

  async revealedCommitments(netuid: number, at?: At): Promise<ReadonlyMap<string, readonly RevealedCommitment[]>> {
    return new Map(await this.node.read("reveals", netuid, at));
  }

  async commitments(netuid: number, at?: At): Promise<ReadonlyMap<string, RevealedCommitment>> {
    return new Map(await this.node.read("commitments", netuid, at));
  }

  async setCommitment(key: SigningKey, netuid: number, text: string): Promise<BlockRef> {
    return (await this.#submitter.send(key, { call: "set_commitment", args: { netuid, text } })).block;
  }

  async setRevealCommitment(
    key: SigningKey,
    netuid: number,
    text: string,
    { blocksUntilReveal }: { blocksUntilReveal: number },
  ): Promise<BlockRef> {
    const args = { netuid, ...sealText({ text, blocksUntilReveal }, await this.node.status()) };
    return (await this.#submitter.send(key, { call: "set_reveal_commitment", args })).block;
  }

  async weights(netuid: number, at?: At): Promise<ReadonlyMap<number, WeightVector>> {
    const vectors = await this.node.read("weights", netuid, at);
    return new Map(vectors.map(([validator, vector]) => [validator, new Map(vector)]));
  }

  timestampMs(at?: At): Promise<number> {
    return this.node.timestampMs(at);
  }

  epoch(netuid: number, at?: At): Promise<Epoch> {
    return this.node.read("epoch", netuid, at);
  }

  /** Plain or by commit-reveal, as the subnet wants it at this moment. `versionKey` defaults to the subnet's own. */
  async setWeights(
    key: SigningKey,
    netuid: number,
    weights: WeightVector,
    options: { versionKey?: number } = {},
  ): Promise<SetWeightsResult> {
    const { call, mode, revealRound } = await this.#weightsCall(key, netuid, weights, options.versionKey);
    const { block } = await this.#submitter.send(key, call);
    const { neurons } = await this.metagraph(netuid, block);
    const own = neurons.find(({ hotkey }) => hotkey === key.address);
    return {
      mode,
      block: block.number,
      ...(revealRound === undefined ? {} : { revealRound }),
      confirmed: (own?.lastUpdate ?? 0) >= block.number,
    };
  }

  /** Embedded chain only: the hotkey names its own stake (in rao; none when left out), since there is no money here. */
  async register(
    key: SigningKey,
    netuid: number,
    { coldkey, stakeRao = "0" }: { coldkey: string; stakeRao?: string },
  ): Promise<number> {
    const { outcome } = await this.#submitter.send(key, { call: "register", args: { netuid, coldkey, stakeRao } });
    return outcome.event.uid ?? 0;
  }

  async health(): Promise<ChainHealth> {
    return { endpoint: this.node.endpoint, ...(await this.node.status()) };
  }

  close(): Promise<void> {
    return this.node.close();
  }

  async #weightsCall(
    key: SigningKey,
    netuid: number,
    weights: WeightVector,
    wantedKey: number | undefined,
  ): Promise<{ call: Call; mode: SetWeightsResult["mode"]; revealRound?: number }> {
    const uids = [...weights.keys()];
    const values = [...weights.values()];
    const status = await this.node.status();
    const hyperparameters = await this.hyperparameters(netuid, status.head);
    const versionKey = wantedKey ?? hyperparameters.versionKey;
    if (!hyperparameters.commitReveal.enabled) {
      return {
        mode: "plain",
        call: { call: "set_weights", args: { netuid, dests: uids, weights: values, versionKey } },
      };
    }
    const metagraph = await this.metagraph(netuid, status.head);
    refuseObstacles({ hotkey: key.address, weights, metagraph, hyperparameters, versionKey });
    const when = { epoch: await this.epoch(netuid, status.head), hyperparameters };
    const sealed = sealWeights({ hotkey: key.address, uids, values, versionKey }, status, when);
    const args = { netuid, ...sealed, commitRevealVersion: COMMIT_REVEAL_VERSION };
    const call = { call: "commit_timelocked_weights", args } as const;
    return { mode: "commit-reveal", call, revealRound: sealed.revealRound };
  }

  async #genesisHash(): Promise<Hex> {
    this.#genesis ??= (await this.node.status()).genesis;
    return this.#genesis;
  }
}
