import type { SharedValues } from "../core/index.ts";
import type { Contest } from "../mechanism/index.ts";
import type { Admission } from "./admission.ts";
import type { Contestant } from "./contestant.ts";
import type { ContestReplayOptions } from "./replay-options.ts";
import type { Crowning } from "./replay-state.ts";

/** Who became champion, with the commitments as they were then. */
export class CrowningBook {
  readonly #contest: Contest;
  readonly #admission: Admission;
  readonly #onNote: ContestReplayOptions["onNote"];
  readonly #crownings: Omit<Crowning, "gainBp" | "rounds">[] = [];

  constructor(contest: Contest, admission: Admission, onNote: ContestReplayOptions["onNote"]) {
    this.#contest = contest;
    this.#admission = admission;
    this.#onNote = onNote;
  }

  /** Does what may change the champion at a block, and notes whether it did. */
  watch(block: number, change: () => void): void {
    const before = this.#contest.champion;
    change();
    const after = this.#contest.champion;
    if (before?.id === after?.id) return;
    if (after === null) {
      const hotkeys = [before?.hotkey ?? ""];
      this.#onNote?.({ code: "champion_gone", block, hotkeys, detail: "it left, or could not be reached" });
    } else {
      this.#onNote?.({ code: "crowned", block, hotkeys: [after.hotkey], detail: `reign ${this.#contest.reign}` });
      this.#add(after.id, block);
    }
  }

  #add(id: string, block: number): void {
    const contestant = this.#admission.contestant(id);
    const byTest = this.#contest.crowns.at(-1)?.how === "test";
    if (contestant !== undefined) this.#crownings.push({ contestant, block, byTest });
  }

  save(shared: SharedValues) {
    return this.#crownings.map(({ contestant, block, byTest }) => [shared.put(contestant), block, byTest] as const);
  }

  load(crownings: ReturnType<CrowningBook["save"]>, shared: SharedValues): void {
    for (const [place, block, byTest] of crownings) {
      this.#crownings.push({ contestant: shared.get<Contestant>(place), block, byTest });
    }
  }

  /** Oldest first, with what the contest says of each crown. */
  list(): Crowning[] {
    const { crowns } = this.#contest;
    return this.#crownings.map((crowning, at) => {
      const { gainBp = 0, rounds = 0 } = crowns[at] ?? {};
      return { ...crowning, gainBp, rounds };
    });
  }
}
