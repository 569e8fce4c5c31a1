import { V2_CONSTANTS } from "./constants.ts";
import type { ValidatorShare } from "./round.ts";

/** Shares are whole units: a third and a half are met with a tolerance of one part in so many. */
const TOLERANCE = 1_000_000;

/**
 * Who held which share of the rounds when a test began. It stays so: whoever leaves, fails or is left out keeps its
 * part of the whole, and whoever comes later has none, so that new keys give a coalition nothing.
 */
export class Electorate {
  readonly #shares: ReadonlyMap<string, number>;
  readonly #total: number;
  /** Whole units of share that validators may hold together and still be a third of the whole at most. */
  readonly third: number;
  /** Who holds more than half, whose word decides; `null` where nobody does. */
  readonly majority: string | null;

  constructor(validators: readonly ValidatorShare[]) {
    this.#shares = new Map(validators.map(({ hotkey, share }) => [hotkey, share]));
    this.#total = validators.reduce((sum, { share }) => sum + share, 0);
    const { coalitionOneIn } = V2_CONSTANTS;
    this.third = Math.floor((this.#total * (TOLERANCE + coalitionOneIn)) / (coalitionOneIn * TOLERANCE));
    this.majority = validators.find(({ hotkey }) => !this.isSingle(hotkey))?.hotkey ?? null;
  }

  /** Who held which share, as it was given. */
  get validators(): ValidatorShare[] {
    return [...this.#shares].map(([hotkey, share]) => ({ hotkey, share }));
  }

  /** Validators that held a share. */
  get size(): number {
    return this.#shares.size;
  }

  /** A validator's share; nothing for newcomers. */
  weightOf(hotkey: string): number {
    return this.#shares.get(hotkey) ?? 0;
  }

  /** Whether it holds no more than half: evidence must hold without it. */
  isSingle(hotkey: string): boolean {
    return 2 * TOLERANCE * this.weightOf(hotkey) <= (TOLERANCE + 2) * this.#total;
  }

  /** Whether these may be left out together: a third of the whole at most, or one alone with less than half. */
  mayBeLeftOut(hotkeys: readonly string[]): boolean {
    if (hotkeys.reduce((sum, hotkey) => sum + this.weightOf(hotkey), 0) <= this.third) return true;
    const held = hotkeys.filter((hotkey) => this.#shares.has(hotkey));
    const [only] = held;
    return held.length === 1 && 2 * TOLERANCE * this.weightOf(only as string) < (TOLERANCE - 2) * this.#total;
  }
}
