import type { WeightVector } from "../../../../src/chain/index.ts";
import { silentLogger } from "../../../../src/telemetry/index.ts";
import { Alarms } from "../../../../src/validator/alarms.ts";
import { WeightSetter, type ConfirmedWeights } from "../../../../src/validator/weight-setter.ts";
import { NETUID, type SimulatedChain } from "./simulated-chain.ts";
import type { SignerSide } from "./signer-side.ts";

/** The validator's process, as far as it sets weights: the real setter and journal, which can die and come back. */
export class ValidatorSide {
  readonly confirmed: ConfirmedWeights[] = [];
  /** A wrong clock: milliseconds that it is off. */
  skewMs = 0;
  readonly #sim: SimulatedChain;
  readonly #signer: SignerSide;
  readonly #file: string;
  #life: { setter: WeightSetter; alarms: Alarms; ended: boolean } | undefined;
  #step: Promise<void> | undefined;
  /** What a step threw; none should. */
  failure: unknown;
  #lastHead = 0;

  constructor(sim: SimulatedChain, signer: SignerSide, file: string) {
    this.#sim = sim;
    this.#signer = signer;
    this.#file = file;
  }

  get isUp(): boolean {
    return this.#life !== undefined;
  }

  /** A step is under way. */
  get isBusy(): boolean {
    return this.#step !== undefined;
  }

  /** Newest block that a finished step has looked at. */
  get lastHead(): number {
    return this.#lastHead;
  }

  get alarms(): string[] {
    return this.#life?.alarms.list().map(({ code }) => code) ?? [];
  }

  get alarmTexts(): string[] {
    return this.#life?.alarms.list().map(({ code, message }) => `${code}: ${message}`) ?? [];
  }

  async start(): Promise<void> {
    if (this.#life !== undefined) return;
    const alarms = new Alarms(
      () => Date.now() + this.skewMs,
      () => undefined,
    );
    const life = { ended: false };
    const setter = await WeightSetter.open({
      chain: this.#sim.chain,
      signer: this.#signer.signerFor(life),
      netuid: NETUID,
      file: this.#file,
      alarms,
      log: silentLogger,
      onConfirmed: (weights) => this.confirmed.push(weights),
    });
    this.#life = Object.assign(life, { setter, alarms });
  }

  /** Dies, also while it waits for the signer. */
  kill(): void {
    if (this.#life !== undefined) this.#life.ended = true;
    this.#life = undefined;
    this.#step = undefined;
  }

  /** Looks at the newest block, unless it still waits for an earlier step. */
  async look(desired: WeightVector): Promise<void> {
    if (this.#life === undefined || this.#step !== undefined) return;
    const { chain } = this.#sim;
    const head = await chain.head();
    const [metagraph, hyperparameters, epoch] = await Promise.all([
      chain.metagraph(NETUID, head),
      chain.hyperparameters(NETUID, head),
      chain.epoch(NETUID, head),
    ]);
    const life = this.#life;
    const settled = true;
    this.#step = life.setter.step({ head, metagraph, hyperparameters, epoch, desired, settled }).then(
      () => {
        if (life.ended) return;
        this.#step = undefined;
        this.#lastHead = head.number;
      },
      (thrown: unknown) => {
        this.failure = thrown;
        this.#step = undefined;
      },
    );
  }

  /** Resolves when the step is done, or can go on only with another block. */
  async settle(): Promise<void> {
    const giveUp = performance.now() + 2_000;
    while (this.#step !== undefined && this.#sim.waiting() === 0 && performance.now() < giveUp) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
