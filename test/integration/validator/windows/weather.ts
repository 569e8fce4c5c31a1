/* eslint-disable @typescript-eslint/require-await -- faults share one asynchronous type; some have nothing to wait for. */
import type { Random } from "../../../../src/core/index.ts";
import type { RuleChange, SimulatedChain } from "./simulated-chain.ts";
import type { SendFault } from "./signer-network.ts";
import type { SignerSide } from "./signer-side.ts";
import type { ValidatorSide } from "./validator-side.ts";

/** Hours that a wrong clock is off at most. */
const SKEW_HOURS = 12;

const REFUSALS: readonly SendFault[] = [
  { refused: "SettingWeightsTooFast", limited: true },
  { refused: "CommittingWeightsTooFast", limited: true },
  { refused: "CommitRevealEnabled" },
  { refused: "CommitRevealDisabled" },
  { refused: "IncorrectCommitRevealVersion" },
  { refused: "InvalidRevealRound" },
  { refused: "NotEnoughStakeToSetWeights" },
];

interface Parts {
  readonly sim: SimulatedChain;
  readonly signer: SignerSide;
  readonly validator: ValidatorSide;
  readonly random: Random;
}

/** Faults that begin at random and last a while; at most one at a time, besides what befalls submissions. */
export class Weather {
  /** How often each kind came. */
  readonly counts: Record<string, number> = {};
  /** The chain's mode as it was last switched. */
  commitReveal = false;
  tempo: number;
  readonly #parts: Parts;
  /** Chance of a fault in a block, in percent. */
  readonly #percent: number;
  #episode: { left: number; end: () => Promise<void> } | undefined;

  constructor(parts: Parts, { tempo, percent }: { tempo: number; percent: number }) {
    this.#parts = parts;
    this.tempo = tempo;
    this.#percent = percent;
  }

  /** Something goes on that is not over with this block. */
  get isRough(): boolean {
    return this.#episode !== undefined;
  }

  /** @returns true when something happened in this block. */
  async beforeBlock(): Promise<boolean> {
    const { random } = this.#parts;
    if (this.#episode !== undefined) {
      this.#episode.left -= 1;
      if (this.#episode.left > 0) return true;
      const { end } = this.#episode;
      this.#episode = undefined;
      await end();
      return true;
    }
    if (random.below(100) >= this.#percent) return false;
    const kinds = [...Object.entries(this.#kinds), ...this.#kindsOfChain()];
    const [kind, strike] = kinds[random.below(kinds.length)]!;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    await strike();
    return true;
  }

  /** Ends what goes on. */
  async clear(): Promise<void> {
    await this.#episode?.end();
    this.#episode = undefined;
  }

  readonly #kinds = {
    validatorDown: async () => {
      const { validator, random } = this.#parts;
      validator.kill();
      this.#lasting(random.between(1, this.tempo), () => validator.start());
    },
    validatorRestart: async () => {
      this.#parts.validator.kill();
      await this.#parts.validator.start();
    },
    signerDown: async () => {
      const { signer, random } = this.#parts;
      await signer.kill();
      this.#lasting(random.between(1, 15), () => signer.start());
    },
    signerRestart: async () => {
      await this.#parts.signer.kill();
      await this.#parts.signer.start();
    },
    networkDead: async () => {
      const { signer, random } = this.#parts;
      signer.setNetworkDead(true);
      this.#lasting(random.between(1, 12), async () => signer.setNetworkDead(false));
    },
    lost: async () => this.#parts.signer.fail("lost"),
    deaf: async () => this.#parts.signer.fail("deaf"),
    garbled: async () => this.#parts.signer.fail("garbled"),
    late: async () => this.#parts.signer.fail("late"),
    answerLost: async () => {
      this.#parts.signer.losesAnswer = true;
    },
    refused: async () => this.#parts.signer.fail(REFUSALS[this.#parts.random.below(REFUSALS.length)]!),
    modeFlip: async () => this.change({ commitReveal: !this.commitReveal }),
    tempo: async () => this.change({ tempo: this.#parts.random.between(16, 56) }),
    rateLimit: async () => this.change({ weightsRateLimit: this.#parts.random.between(0, 24) }),
    clock: async () => {
      this.#parts.validator.skewMs = this.#parts.random.between(-SKEW_HOURS, SKEW_HOURS) * 3_600_000;
    },
  };

  #kindsOfChain(): [string, () => Promise<void>][] {
    const { sim, random } = this.#parts;
    return Object.entries(sim.faults ?? {}).map(([kind, strike]) => [
      kind,
      async () => {
        const lasting = strike(random);
        if (lasting !== undefined) this.#lasting(lasting.blocks, async () => void lasting.end());
      },
    ]);
  }

  change(change: RuleChange): void {
    this.commitReveal = change.commitReveal ?? this.commitReveal;
    this.tempo = change.tempo ?? this.tempo;
    this.#parts.sim.change(change);
  }

  #lasting(left: number, end: () => Promise<void>): void {
    this.#episode = { left, end };
  }
}
