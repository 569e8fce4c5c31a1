import type { ArenaState } from "./arena-state.ts";
import { whyOver } from "./end-words.ts";
import type { ArenaEvent } from "./event-schema.ts";
import { pairedRound } from "./paired-round.ts";
import type { PairedRound, RoundView } from "./round-schema.ts";
import { TestBook, type TestChange } from "./test-book.ts";
import type { ArenaSeries, ArenaTest } from "./test-schema.ts";

/** Rounds and events that are kept. */
const MOST_ROUNDS = 600;
const MOST_EVENTS = 10_000;

/** A part of a list, newest first, before a place. */
export interface Part {
  readonly before: number;
  readonly limit: number;
}

/**
 * The contest as spectators see it: tests with their course, events, the newest rounds with every recorded answer. A
 * function of what was replayed, in its order; it decides nothing and asks nobody.
 */
export class ArenaBook {
  #tests = new TestBook();
  #events: ArenaEvent[] = [];
  #rounds: RoundView[] = [];
  #state: ArenaState | undefined;
  #count = 0;
  readonly #onEvent: ((event: ArenaEvent) => void) | undefined;
  readonly #mostRounds: number;

  /** @param options `mostRounds`: rounds that are kept with their answers, 600 unless said */
  constructor(options: { readonly onEvent?: (event: ArenaEvent) => void; readonly mostRounds?: number } = {}) {
    this.#onEvent = options.onEvent;
    this.#mostRounds = options.mostRounds ?? MOST_ROUNDS;
  }

  /** Everything is read again: what was told so far holds no more. */
  begin(): void {
    this.#tests = new TestBook();
    this.#events = [];
    this.#rounds = [];
    this.#state = undefined;
    this.#count = 0;
  }

  /** As of the last grid block that was taken. */
  get state(): ArenaState | undefined {
    return this.#state;
  }

  /** In the contest first, by how far they are; then newest first. */
  get tests(): readonly ArenaTest[] {
    return this.#tests.tests;
  }

  /** Takes what is decided as of a grid block. */
  take(state: ArenaState): void {
    const before = this.#state;
    const told: Told[] = this.#tests.take(state).map((change) => changed(change, state));
    const known = before?.crowns.length ?? 0;
    for (const crown of state.crowns.slice(0, Math.max(0, state.crowns.length - known)).reverse()) {
      const how = crown.byTest
        ? `better by ${(crown.gainBp / 100).toFixed(1)} points at least`
        : "nobody reigned before";
      const text = `${crown.model} is champion after ${crown.rounds} rounds, ${how}`;
      told.push({ kind: "crown", block: crown.block, of: crown, text });
    }
    if (before?.champion != null && state.champion === null) {
      const text = `${before.champion.model} reigns no more`;
      told.push({ kind: "throne_vacant", block: state.block, of: before.champion, text });
    }
    // A crown is of a block before the grid block that it is known by.
    for (const event of told.sort((a, b) => a.block - b.block)) this.#add(event);
    this.#state = state;
  }

  /** Takes a round that was played. */
  addRound(round: RoundView): void {
    this.#rounds.push(round);
    if (this.#rounds.length > this.#mostRounds) this.#rounds.shift();
  }

  test(id: string): ArenaTest | undefined {
    return this.#tests.get(id);
  }

  /** The newest rounds of a test as pairs, newest first. */
  pairs(id: string, limit: number): readonly PairedRound[] {
    const test = this.#tests.get(id);
    if (test === undefined) return [];
    const pairs: PairedRound[] = [];
    for (let place = this.#rounds.length - 1; place >= 0 && pairs.length < limit; place -= 1) {
      const round = this.#rounds[place];
      if (round === undefined) break;
      const pair = pairedRound(round, test);
      if (pair !== undefined) pairs.push(pair);
    }
    return pairs;
  }

  series(id: string, part: { readonly from: number; readonly limit: number }): ArenaSeries | undefined {
    return this.#tests.series(id, part);
  }

  /** Events newest first, before a place. */
  history({ before, limit }: Part, kind?: ArenaEvent["kind"]): { items: ArenaEvent[]; next: number | null } {
    const wanted = this.#events.filter((event) => event.n < before && (kind === undefined || event.kind === kind));
    const items = wanted.slice(-limit).reverse();
    return { items, next: wanted.length > limit ? (items.at(-1)?.n ?? null) : null };
  }

  /** Rounds newest first, before a round; `oldest` of all that are kept. */
  rounds({ before, limit }: Part): { items: RoundView[]; next: number | null; oldest: number | null } {
    const wanted = this.#rounds.filter(({ round }) => round < before);
    const items = wanted.slice(-limit).reverse();
    const next = wanted.length > limit ? (items.at(-1)?.round ?? null) : null;
    return { items, next, oldest: this.#rounds[0]?.round ?? null };
  }

  round(number: number): RoundView | undefined {
    return this.#rounds.find(({ round }) => round === number);
  }

  #add({ kind, block, of: { uid, hotkey, model }, text, test = null }: Told): void {
    const event: ArenaEvent = { n: this.#count, block, kind, uid, hotkey, model, test, text };
    this.#count += 1;
    this.#events.push(event);
    if (this.#events.length > MOST_EVENTS) this.#events.shift();
    this.#onEvent?.(event);
  }
}

/** An event before it has its place. */
interface Told {
  readonly kind: ArenaEvent["kind"];
  readonly block: number;
  readonly of: { readonly uid: number; readonly hotkey: string; readonly model: string };
  readonly text: string;
  readonly test?: ArenaEvent["test"];
}

function changed({ kind, test }: TestChange, { block }: ArenaState): Told {
  const { model, reason, rounds } = test;
  if (kind === "started") {
    const what = test.kind === "test" ? `is tested against ${test.against?.model ?? "the champion"}` : "is tried";
    return { kind: "test_started", block, of: test, text: `${model} ${what}`, test: test.id };
  }
  const ended = (text: string): Told => ({
    kind: "test_ended",
    // What won was won before the grid block at which the crown is known: the crown is told after it, at its block.
    block: test.crownedBlock ?? block,
    of: test,
    text: `${model} ${text}`,
    test: test.id,
  });
  if (test.crownedBlock !== null) return ended(`has shown all that a crown needs, in ${rounds} rounds`);
  // It is asked on until it is crowned, so that its crown counts more of them.
  if (test.state === "candidate")
    return ended(`has shown all that a crown needs by its round ${rounds}, and is asked on until the crown`);
  const after = `after ${rounds} round${rounds === 1 ? "" : "s"}`;
  // Without a reason a new reign, or its leaving, took it out of its test: "open" would say that it goes on.
  return ended(reason === null ? `ended undecided ${after}` : `${test.state} ${after}: ${whyOver(reason)}`);
}
