import type { ModelRow } from "./model-row.ts";

/** How often a baseline passed. */
export interface PassCount {
  readonly asked: number;
  readonly passed: number;
  /** One-sided upper 95% limit of Clopper and Pearson for the pass rate, in parts per million. */
  readonly upper95PerMillion: number;
  /** Where there is partial credit, and `passed` counts any: the mean reward, in parts per million. */
  readonly meanPerMillion?: number;
}

/** A baseline's results by level. */
export interface BaselineResult {
  readonly baseline: string;
  readonly levels: Readonly<Record<string, PassCount>>;
}

export interface Bar {
  readonly check: string;
  readonly bar: string;
  readonly measured: string;
  readonly met: boolean;
  /** Not met, and not missed either: so few questions cannot show it, whatever they show. */
  readonly tooFew?: true;
}

/** What is equal on every machine, for a version of an environment and a number of samples. */
export interface CardFacts {
  readonly environment: string;
  readonly version: string;
  readonly samples: number;
  readonly scoredLevels: readonly number[];
  /** By level: hashes over prompt, messages and secret of 20 seeds, 64 hexadecimal characters each. */
  readonly golden: Readonly<Record<string, readonly string[]>>;
  readonly oracle: Readonly<Record<string, { readonly asked: number; readonly passed: number }>>;
  readonly blind: readonly BaselineResult[];
  /** Of many turns only: policies that end an episode with their first turn. */
  readonly oneTurn?: readonly BaselineResult[];
  readonly shallow: readonly BaselineResult[];
  readonly strong: readonly BaselineResult[];
  /** Medians of the environment's own figures by level. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly leaks: { readonly asked: number; readonly found: number };
  /** Of many turns only: episodes that came out otherwise when they were begun anew from their id. */
  readonly replays?: { readonly asked: number; readonly unequal: number };
  /** By scored level: questions that repeat an earlier one exactly, or in all but names and order. */
  readonly duplicates: Readonly<
    Record<string, { readonly asked: number; readonly exact: number; readonly shape: number }>
  >;
  readonly longestPromptCharacters: number;
  /** How long a prompt may be; the environment's own bar. */
  readonly promptBarCharacters: number;
  readonly fuzz: { readonly answers: number; readonly throws: number; readonly malformedVerdicts: number };
  readonly bars: readonly Bar[];
}

/** The facts of a card of very few samples. Its rates prove nothing; that they are these very ones does. */
export type SpotFacts = Omit<CardFacts, "golden" | "bars">;

/** What depends on the machine. */
export interface CardTimings {
  /** Every duration is the middle one of so many runs of the same work. */
  readonly runs: number;
  /** What was read: `wall clock`, `processor time`. */
  readonly clock: string;
  /** By level, in microseconds. */
  readonly generateP99Us: Readonly<Record<string, number>>;
  /** By level, in microseconds, sandbox excluded. */
  readonly checkP99Us: Readonly<Record<string, number>>;
  /** The slowest verdict on an answer of 262,144 hostile characters. */
  readonly slowestHostileMs: number;
  readonly bars: readonly Bar[];
}

/** What every environment shows: the evidence that it can be neither guessed nor memorised nor broken. */
export interface Card {
  readonly facts: CardFacts;
  /** The facts of a few questions, by which a stored card is compared; see `cardDrift`. */
  readonly spot: SpotFacts;
  /** `null` when no clock was given. */
  readonly timings: CardTimings | null;
  /** Real models, as `af env card NAME --model M --into FILE` has measured them. */
  readonly models?: readonly ModelRow[] | undefined;
}
