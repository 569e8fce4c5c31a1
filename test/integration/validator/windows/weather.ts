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
  #episode: { left: number; end: () => unknown } | undefined;

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

  readonly #kinds: Readonly<Record<string, () => unknown>> = {
    validatorDown: () => {
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
    networkDead: () => {
      const { signer, random } = this.#parts;
      signer.setNetworkDead(true);
      this.#lasting(random.between(1, 12), () => signer.setNetworkDead(false));
    },
    lost: () => this.#parts.signer.fail("lost"),
    deaf: () => this.#parts.signer.fail("deaf"),
    garbled: () => this.#parts.signer.fail("garbled"),
    late: () => this.#parts.signer.fail("late"),
    answerLost: () => {
      this.#parts.signer.losesAnswer = true;
    },
    refused: () => this.#parts.signer.fail(REFUSALS[this.#parts.random.below(REFUSALS.length)]!),
    modeFlip: () => this.change({ commitReveal: !this.commitReveal }),
    // Short or long: what was sealed for the end of a long epoch can come too late for a short one's.
    tempo: () => {
      const { random } = this.#parts;
      this.change({ tempo: random.below(2) === 0 ? random.between(16, 24) : random.between(40, 60) });
    },
    rateLimit: () => this.change({ weightsRateLimit: this.#parts.random.between(0, 24) }),
    clock: () => {
      this.#parts.validator.skewMs = this.#parts.random.between(-SKEW_HOURS, SKEW_HOURS) * 3_600_000;
    },
  };

  #kindsOfChain(): [string, () => unknown][] {
    const { sim, random } = this.#parts;
    return Object.entries(sim.faults ?? {}).map(([kind, strike]) => [
      kind,
      () => {
        const lasting = strike(random);
        if (lasting !== undefined) this.#lasting(lasting.blocks, lasting.end);
      },
    ]);
  }

  change(change: RuleChange): void {
    this.commitReveal = change.commitReveal ?? this.commitReveal;
    this.tempo = change.tempo ?? this.tempo;
    this.#parts.sim.change(change);
  }

  #lasting(left: number, end: () => unknown): void {
    this.#episode = { left, end };
  }
}
