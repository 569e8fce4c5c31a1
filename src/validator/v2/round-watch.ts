import type { PlayedRound } from "../../mechanism/index.ts";
import type { Alarms } from "../alarms.ts";

/** Rounds of a validator over which it is watched. */
const WATCHED_ROUNDS = 20;
/** More bad ones than this among them are worth an alarm about a peer; of our own, one is. */
const TOLERATED_OF_PEERS = 3;

/** Whether validators, ourselves first of all, record their rounds in time. */
export class RoundWatch {
  readonly #hotkey: string;
  readonly #alarms: Alarms;
  readonly #recent = new Map<string, { round: number; bad: string | null }[]>();

  constructor(options: { hotkey: string; alarms: Alarms }) {
    this.#hotkey = options.hotkey;
    this.#alarms = options.alarms;
  }

  /** @param isPast rounds of before our start: nothing that we could have done */
  played({ round, validator, records }: PlayedRound, isPast: boolean): void {
    if (isPast) return;
    const kinds = [...records.values()].map(({ kind }) => kind);
    const bad = kinds.find((kind) => kind !== "answered" && kind !== "void") ?? null;
    const recent = this.#recent.get(validator) ?? [];
    recent.push({ round, bad });
    if (recent.length > WATCHED_ROUNDS) recent.shift();
    this.#recent.set(validator, recent);
    if (validator === this.#hotkey) this.#watchOwn(recent);
    else this.#watchPeer(validator, recent);
  }

  /** Bad rounds among the last ones, by validator. */
  get bad(): ReadonlyMap<string, { readonly rounds: number; readonly bad: number }> {
    return new Map(
      [...this.#recent].map(([hotkey, recent]) => [hotkey, { rounds: recent.length, bad: badOf(recent) }]),
    );
  }

  #watchOwn(recent: readonly { round: number; bad: string | null }[]): void {
    const bad = badOf(recent);
    if (bad === 0) this.#alarms.clear("pace");
    else {
      const last = recent.findLast((one) => one.bad !== null);
      this.#alarms.raise(
        "pace",
        `${bad} of our last ${recent.length} rounds were not on record in time (round ${last?.round ?? 0} is ${last?.bad ?? ""}): they count against every challenger. Start more runners, or give this machine less else to do.`,
      );
    }
  }

  #watchPeer(validator: string, recent: readonly { bad: string | null }[]): void {
    const code = `peer_rounds_${validator.slice(0, 8)}`;
    const bad = badOf(recent);
    if (bad <= TOLERATED_OF_PEERS) this.#alarms.clear(code);
    else
      this.#alarms.raise(
        code,
        `${bad} of the last ${recent.length} rounds of ${validator} are missing, late or wrong.`,
      );
  }
}

function badOf(recent: readonly { bad: string | null }[]): number {
  return recent.filter(({ bad }) => bad !== null).length;
}
