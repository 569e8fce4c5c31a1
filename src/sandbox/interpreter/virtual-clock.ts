/** 2023-11-14 22:13:20 UTC: every run starts at the same moment. */
const START_NS = 1_700_000_000_000_000_000n;
const NS_PER_READ = 3_000;
/** A unit of fuel takes about that long. */
const NS_PER_TICK = 1;
/** Year 2200; keeps any sum of sleeps within what Python's clocks represent. */
const END_NS = 7_258_118_400_000_000_000n;

/**
 * Time as a program sees it: moved by the program's own work (ticks), by reading the clock and by sleeping, never by
 * the machine's clock. A loop that waits for time to pass therefore ends, and ends alike everywhere.
 */
export class VirtualClock {
  #sleptNs = 0n;
  #reads = 0;
  readonly #ticks: () => number;

  constructor(ticks: () => number) {
    this.#ticks = ticks;
  }

  /** Nanoseconds since 1970. */
  nowNs(): bigint {
    const now = START_NS + this.elapsedNs();
    return now < END_NS ? now : END_NS;
  }

  /** Nanoseconds since the run began. */
  elapsedNs(): bigint {
    return this.workedNs() + this.#sleptNs;
  }

  /** Nanoseconds since the run began, without those slept. */
  workedNs(): bigint {
    this.#reads += 1;
    return BigInt(this.#reads * NS_PER_READ + this.#ticks() * NS_PER_TICK);
  }

  sleep(durationNs: bigint): void {
    if (durationNs > 0n && this.#sleptNs < END_NS) this.#sleptNs += durationNs;
  }

  reset(): void {
    this.#sleptNs = 0n;
    this.#reads = 0;
  }
}
