import type { SharedValues } from "../../core/index.ts";
import { V2_CONSTANTS } from "./constants.ts";
import type { Entry } from "./contender.ts";
import { Duel } from "./duel.ts";
import { NOBODY } from "./exclusions.ts";
import type { Field } from "./field.ts";
import { isScores, type RoundRecord, type RoundShape } from "./round.ts";
import type { PlayedRound } from "./contest-round.ts";

const MISSING: RoundRecord = { kind: "missing" };

/** The meetings of candidates with the challengers that stand before them. */
export class Duels {
  readonly #shape: RoundShape;
  readonly #field: Field;
  readonly #duels = new Map<string, Duel>();

  constructor(shape: RoundShape, field: Field) {
    this.#shape = shape;
    this.#field = field;
  }

  /** Undecided tests and candidates that were committed before a candidate and have not lost to it. */
  standingBefore(candidate: Entry): Entry[] {
    const isWon = (earlier: Entry): boolean => this.#duels.get(key(candidate, earlier))?.won ?? false;
    return this.#field.before(candidate).filter((earlier) => !isWon(earlier));
  }

  /** The earliest candidate that has common rounds left, with those before it: one that is stuck holds up no later one. */
  meeting(): readonly string[] {
    for (const candidate of this.#field.candidates) {
      const meeting = this.#schedule(candidate);
      if (meeting.length > 0) return meeting;
    }
    return [];
  }

  /**
   * Schedules a round of the candidate with the first of those that it has yet to beat, no more than there are lanes;
   * the ids to serve, none when all is settled.
   */
  #schedule(candidate: Entry): readonly string[] {
    const due = this.standingBefore(candidate)
      .filter((earlier) => {
        const duel = this.#of(candidate, earlier);
        return !duel.won && duel.scheduled < V2_CONSTANTS.commonRounds;
      })
      .slice(0, V2_CONSTANTS.lanes - 1);
    if (due.length === 0) return [];
    for (const earlier of due) this.#of(candidate, earlier).scheduled += 1;
    return [candidate.id, ...due.map((earlier) => earlier.id)];
  }

  /** Takes a round for every pair of a candidate and a challenger before it that were both served. */
  advance(played: PlayedRound, candidates: readonly Entry[]): void {
    const served = new Set(played.served);
    for (const candidate of candidates) {
      if (!served.has(candidate.id)) continue;
      for (const earlier of this.standingBefore(candidate)) {
        if (!served.has(earlier.id)) continue;
        const record = met(played.records.get(candidate.id), played.records.get(earlier.id), this.#shape);
        this.#of(candidate, earlier).advance({ ...played, record });
      }
    }
  }

  #of(candidate: Entry, earlier: Entry): Duel {
    const name = key(candidate, earlier);
    let duel = this.#duels.get(name);
    if (duel === undefined) {
      const test = candidate.trial?.kind === "test" ? candidate.trial.test : null;
      const { level = V2_CONSTANTS.superiorityLevel } = test?.terms ?? {};
      duel = new Duel(this.#shape, level, test?.evaluation.exclusions ?? NOBODY);
      this.#duels.set(name, duel);
    }
    return duel;
  }

  save(shared: SharedValues) {
    return [...this.#duels].map(([name, duel]) => [name, duel.save(shared)] as const);
  }

  load(duels: ReturnType<Duels["save"]>, shared: SharedValues): void {
    for (const [name, duel] of duels) this.#duels.set(name, Duel.load(duel, shared, this.#shape));
  }

  clear(): void {
    this.#duels.clear();
  }
}

function key(candidate: Entry, earlier: Entry): string {
  return JSON.stringify([candidate.id, earlier.id]);
}

/** The record of a meeting. What is not answered for both counts against the candidate, but for a void round. */
function met(own: RoundRecord | undefined, other: RoundRecord | undefined, shape: RoundShape): RoundRecord {
  if (own?.kind === "void" || other?.kind === "void") return { kind: "void" };
  if (own?.kind !== "answered") return own ?? MISSING;
  if (other?.kind !== "answered") return other ?? MISSING;
  const sound = isScores(own.challenger, shape) && isScores(other.challenger, shape);
  return sound ? { kind: "answered", champion: other.challenger, challenger: own.challenger } : { kind: "invalid" };
}
