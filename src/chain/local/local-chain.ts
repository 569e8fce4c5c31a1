import type { z } from "zod";
import { AffineError, faultsOf } from "../../core/index.ts";
import type { BlockRef, Hex } from "../chain.ts";
import { rootCallSchema, type RootCall } from "./calls/call.ts";
import type { ChainNode } from "./node/chain-node.ts";
import { dispatchError } from "./node/dispatch-failure.ts";
import { EmbeddedChain } from "./node/embedded-chain.ts";
import type { LocalNode } from "./node/local-node.ts";
import { produceBlocks, type BlockPace, type BlockProduction } from "./node/producer.ts";
import type { hyperparametersChangeSchema, hyperparametersSchema } from "./state/genesis.ts";

/** The embedded chain in the process that runs it. */
export class LocalChain extends EmbeddedChain {
  /** Hash of block 0: what tells this chain from others. */
  readonly genesis: Hex;
  readonly netuid: number;
  /** Bytes that were cut off the file on opening: a block that nobody had been told of. */
  readonly tornBytes: number;
  readonly #node: LocalNode;
  #pace: BlockPace;
  #production: BlockProduction | undefined;

  constructor(node: LocalNode, netuid: number, tornBytes: number, pace: BlockPace) {
    super(node);
    this.genesis = node.genesis;
    this.netuid = netuid;
    this.tornBytes = tornBytes;
    this.#node = node;
    this.#pace = pace;
  }

  /** What a server serves. */
  get served(): ChainNode {
    return this.#node;
  }

  /** How many calls wait for a block. */
  get waitingCalls(): number {
    return this.#node.waitingCalls;
  }

  /** Begins to make blocks at the chain's pace; does nothing when it does so already. */
  start(): void {
    this.#production ??= produceBlocks(this.#node, () => this.#pace);
  }

  /** Changes the time between blocks, from the last one on; a chain that makes blocks on demand stays as it is. */
  setBlockMs(blockMs: number): void {
    if (this.#pace === "instant") return;
    this.#pace = blockMs;
    this.#production?.paceChanged();
  }

  /** Makes one block now. */
  produceBlock(): Promise<BlockRef> {
    return this.#node.produceBlock();
  }

  /** Makes some blocks now; resolves with the last. */
  async produceBlocks(count: number): Promise<BlockRef> {
    for (let made = 1; made < count; made += 1) await this.produceBlock();
    return this.produceBlock();
  }

  /**
   * Replaces a subnet's hyperparameters; those left out take their defaults. A new tempo begins the epoch anew. Needs
   * a block, like any call.
   */
  setHyperparameters(netuid: number, hyperparameters: z.input<typeof hyperparametersSchema>): Promise<BlockRef> {
    return this.#administer({ call: "sudo_set_hyperparameters", args: { netuid, hyperparameters } });
  }

  /** Changes some of a subnet's hyperparameters; the others stay. Like {@link setHyperparameters} otherwise. */
  changeHyperparameters(netuid: number, change: z.input<typeof hyperparametersChangeSchema>): Promise<BlockRef> {
    return this.#administer({ call: "sudo_change_hyperparameters", args: { netuid, change } });
  }

  /** Changes the stake of a registered hotkey, in rao; permits follow in the same block. */
  setStake(netuid: number, hotkey: string, stakeRao: string): Promise<BlockRef> {
    return this.#administer({ call: "sudo_set_stake", args: { netuid, hotkey, stakeRao } });
  }

  /** Gives a uid to a newcomer without stake; nothing stays of who had it. Needs a block, like any call. */
  replaceNeuron(netuid: number, uid: number, newcomer: { hotkey: string; coldkey: string }): Promise<BlockRef> {
    return this.#administer({ call: "sudo_replace_neuron", args: { netuid, uid, ...newcomer } });
  }

  override async close(): Promise<void> {
    this.#production?.stop();
    await super.close();
  }

  async #administer(input: z.input<typeof rootCallSchema>): Promise<BlockRef> {
    const parsed = rootCallSchema.safeParse(input);
    if (!parsed.success) {
      throw new AffineError("invalid_input", `${input.call} is malformed: ${faultsOf(parsed.error, input)}`);
    }
    const call: RootCall = parsed.data;
    const { block, outcome } = await this.#node.submitRoot(call);
    if (!outcome.ok) throw dispatchError(outcome.error);
    return block;
  }
}
