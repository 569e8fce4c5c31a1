import type { RevealedCommitment, WeightVector } from "../../../../src/chain/index.ts";
import { sha256Hex } from "../../../../src/core/index.ts";
import { silentLogger } from "../../../../src/telemetry/index.ts";
import { pause } from "../../../../src/io/index.ts";
import { readChainView } from "../../../../src/validator/chain-view.ts";
import { HostBook } from "../../../../src/validator/host-book.ts";
import { Alarms } from "../../../../src/validator/alarms.ts";
import { WeightSetter, type ConfirmedWeights } from "../../../../src/validator/weight-setter.ts";
import { keyFromUri } from "../../../../src/wallet/index.ts";
import { MINERS, NETUID, withMethods, type SimulatedChain } from "./simulated-chain.ts";
import type { SignerSide } from "./signer-side.ts";

/** How hosts answer when somebody asks where a model is served: lies are no addresses, and none may hold anything up. */
export const HOST_MOODS = ["well", "slow", "hanging", "failing", "lying"] as const;
export type HostMood = (typeof HOST_MOODS)[number];

/** The validator's process, as far as it sets weights: the real setter and journal, which can die and come back. */
export class ValidatorSide {
  readonly confirmed: ConfirmedWeights[] = [];
  /** A wrong clock: milliseconds that it is off. */
  skewMs = 0;
  readonly #sim: SimulatedChain;
  readonly #signer: SignerSide;
  readonly #file: string;
  #life: { setter: WeightSetter; alarms: Alarms; hosts: HostBook; ended: boolean } | undefined;
  /** What the hosts of models do when they are asked. */
  hostMood: HostMood = "well";
  /** Looks that were begun, by what the hosts did then. */
  readonly looks = new Map<HostMood, number>();
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
    const hosts = new HostBook({
      nowMs: Date.now,
      log: silentLogger,
      // Everything is due with each look: time is counted in blocks here.
      refreshMs: 0,
      patienceMs: 20,
      baseUrlOf: (_, options) => this.#askHost(options?.signal),
    });
    this.#life = Object.assign(life, { setter, alarms, hosts });
    void this.#lookAtHosts(this.#life);
  }

  /** The loop of its own that hosts are looked up in. */
  async #lookAtHosts(life: { hosts: HostBook; ended: boolean }): Promise<void> {
    while (!life.ended) await life.hosts.look(AbortSignal.timeout(20));
  }

  #askHost(signal: AbortSignal | undefined): Promise<string | undefined> {
    const mood = this.hostMood;
    this.looks.set(mood, (this.looks.get(mood) ?? 0) + 1);
    switch (mood) {
      case "well":
        return Promise.resolve("http://models.invalid/v1");
      case "slow":
        return pause(50, signal).then(() => "http://models.invalid/v1");
      case "hanging":
        return new Promise(() => undefined);
      case "failing":
        return Promise.reject(new Error("no such host"));
      case "lying":
        return Promise.resolve({ toString: () => "http://x" } as unknown as string);
    }
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
    const life = this.#life;
    // As the validator's loop reads it: where models answer is looked up beside, by hosts that may never tell.
    const { hosts } = life;
    const committed = withMethods(chain, { revealedCommitments: () => Promise.resolve(commitmentsAt(head.number)) });
    const view = await readChainView(committed, NETUID, head, { allowEndpoints: true, hosts });
    const { metagraph, hyperparameters, epoch } = view;
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

/** Every miner has a model, and another one every forty blocks: hosts are asked again and again. */
function commitmentsAt(block: number): Map<string, RevealedCommitment[]> {
  const revision = sha256Hex(`revision ${Math.floor(block / 40)}`).slice(0, 40);
  const entries = Array.from({ length: MINERS }, (_, miner): [string, RevealedCommitment[]] => {
    const text = JSON.stringify({ model: `lab/affine-${miner}`, revision });
    return [keyFromUri(`//Miner${miner}`).address, [{ block: 0, text }]];
  });
  return new Map(entries);
}
