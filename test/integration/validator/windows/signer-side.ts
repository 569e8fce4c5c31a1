import { AffineError } from "../../../../src/core/index.ts";
import { chainChecks } from "../../../../src/signer/intent-checks.ts";
import { KeyHolder, type Signer, type WeightIntent } from "../../../../src/signer/index.ts";
import { AuditLog } from "../../../../src/signer/log/audit-log.ts";
import type { SimulatedChain } from "./simulated-chain.ts";
import { NETUID, validator } from "./simulated-chain.ts";
import { sentOrDone, SignerNetwork, type SendFault } from "./signer-network.ts";

interface Life {
  readonly holder: KeyHolder;
  readonly network: SignerNetwork;
  readonly log: AuditLog;
  readonly ended: Promise<never>;
  readonly end: () => void;
}

/** The signer's process as the validator sees it: the real key holder and audit log, which can die and come back. */
export class SignerSide {
  readonly #sim: SimulatedChain;
  readonly #file: string;
  #life: Life | undefined;
  /** Of all lives: what a dead one has sent may still be under way. */
  readonly #networks: SignerNetwork[] = [];
  /** The next answer does not arrive. */
  losesAnswer = false;

  private constructor(sim: SimulatedChain, file: string) {
    this.#sim = sim;
    this.#file = file;
  }

  static async start(sim: SimulatedChain, file: string): Promise<SignerSide> {
    const side = new SignerSide(sim, file);
    await side.start();
    return side;
  }

  get isUp(): boolean {
    return this.#life !== undefined;
  }

  /** What befalls the next submission. */
  fail(fault: SendFault): void {
    this.#life?.network.faults.push(fault);
  }

  get faultsLeft(): number {
    return this.#life?.network.faults.length ?? 0;
  }

  setNetworkDead(dead: boolean): void {
    if (this.#life !== undefined) this.#life.network.dead = dead;
  }

  async tick(head: number): Promise<void> {
    for (const network of this.#networks) await network.tick(head);
  }

  async start(): Promise<void> {
    if (this.#life !== undefined) return;
    const network = new SignerNetwork(this.#sim);
    this.#networks.push(network);
    const log = await AuditLog.open(this.#file);
    const { chain } = network;
    const checks = chainChecks(chain, NETUID, validator.address);
    const holder = new KeyHolder({ key: validator, chain, netuid: NETUID, log, checks });
    let end = (): void => undefined;
    const ended = new Promise<never>((_, reject) => {
      end = () => {
        reject(new AffineError("timeout", "the signer's answer was lost (injected)"));
      };
    });
    ended.catch(() => undefined);
    this.#life = { holder, network, log, ended, end };
  }

  /** Dies, also in the midst of a submission: what it has sent is sent, what it would have written is not. */
  async kill(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    if (life === undefined) return;
    life.network.end();
    life.end();
    await life.log.close();
  }

  /** What one life of the validator talks to. */
  signerFor(validatorLife: { ended: boolean }): Signer {
    const answer = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } finally {
        if (validatorLife.ended) await new Promise(() => undefined);
      }
    };
    return {
      address: validator.address,
      signShardHeader: () => Promise.reject(new Error("no shards here")),
      signedHead: () => Promise.resolve(undefined),
      announce: () => Promise.reject(new Error("no announcements here")),
      setWeights: (intent) => answer(() => this.#setWeights(intent)),
    };
  }

  async #setWeights(intent: WeightIntent) {
    const life = this.#life;
    if (life === undefined) throw new AffineError("signer_unavailable", "no signer answers (injected)");
    const done = life.holder.setWeights(intent);
    if (!this.losesAnswer) return Promise.race([done, life.ended]);
    this.losesAnswer = false;
    await sentOrDone(this.#sim, done);
    throw new AffineError("timeout", "the signer's answer was lost (injected)");
  }
}
