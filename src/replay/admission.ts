import type { SharedValues } from "../core/index.ts";
import { compareCommitments, type Contest, type Entry } from "../mechanism/index.ts";
import type { RosterDocument } from "../record/index.ts";
import type { ChampionRules } from "./rules.ts";
import { Coldkeys } from "./coldkeys.ts";
import { readContestant, type Contestant } from "./contestant.ts";
import type { Opinion } from "./opinions.ts";
import type { Standing } from "./standing.ts";

/** A grid block as admission sees it. */
export interface AdmissionStep {
  readonly block: number;
  readonly roster: RosterDocument;
  readonly opinionOf: (subject: string) => Opinion;
}

interface Admitted {
  contestant: Contestant;
  /** Its test has ended and was counted. */
  settled: boolean;
}

type Verdict = { readonly reason: "admitted" } | { readonly reason: string; readonly detail: string; waits: boolean };

/**
 * Who may compete, decided at grid blocks from the roster and the validators' findings: the first commitment of a model
 * wins, one open test a coldkey, a wait after futile tests, no second test of a model against the same champion.
 */
export class Admission {
  readonly #contest: Contest;
  readonly #rules: ChampionRules;
  readonly #coldkeys = new Coldkeys();
  readonly #admitted = new Map<string, Admitted>();
  /** Model to the hotkey that had it first. */
  readonly #owners = new Map<string, string>();
  /** Model to the reign in which it was last tested. */
  readonly #testedIn = new Map<string, number>();
  #standings: readonly Standing[] = [];

  constructor(contest: Contest, rules: ChampionRules) {
    this.#contest = contest;
    this.#rules = rules;
  }

  /** Everybody who committed something, as of the last grid block, by uid. */
  get standings(): readonly Standing[] {
    return this.#standings;
  }

  /** The commitment behind a contender's id. */
  contestant(id: string): Contestant | undefined {
    return this.#admitted.get(id)?.contestant;
  }

  save(shared: SharedValues) {
    return {
      coldkeys: this.#coldkeys.save(),
      admitted: [...this.#admitted].map(
        ([id, { contestant, settled }]) => [id, shared.put(contestant), settled] as const,
      ),
      owners: [...this.#owners],
      testedIn: [...this.#testedIn],
      standings: this.#standings,
    };
  }

  load(saved: ReturnType<Admission["save"]>, shared: SharedValues): void {
    this.#coldkeys.load(saved.coldkeys);
    for (const [id, place, settled] of saved.admitted) {
      this.#admitted.set(id, { contestant: shared.get<Contestant>(place), settled });
    }
    for (const [identity, hotkey] of saved.owners) this.#owners.set(identity, hotkey);
    for (const [identity, reign] of saved.testedIn) this.#testedIn.set(identity, reign);
    this.#standings = saved.standings;
  }

  step(step: AdmissionStep): void {
    this.#settle(step.block);
    this.#withdraw(step);
    // A withdrawal may have ended a reign.
    this.#settle(step.block);
    this.#admit(step);
  }

  /** Counts the tests that have ended since the last grid block, and forgets contenders that the contest let go. */
  #settle(block: number): void {
    const entries = new Map<string, Entry>(this.#contest.entries.map((entry) => [entry.id, entry]));
    const champion = this.#contest.champion?.id;
    for (const [id, admitted] of this.#admitted) {
      const { coldkey, identity } = admitted.contestant;
      if (id === champion) {
        if (!admitted.settled) this.#coldkeys.clear(coldkey);
        admitted.settled = true;
        continue;
      }
      const entry = entries.get(id);
      const goesOn =
        entry !== undefined && (entry.trial === null || entry.isOpen || entry.isCandidate || entry.isQualified);
      if (goesOn) {
        this.#testedIn.set(identity, this.#contest.reign);
        continue;
      }
      if (!admitted.settled) this.#coldkeys.addFutile(coldkey, block);
      admitted.settled = true;
      if (entry === undefined) this.#admitted.delete(id);
    }
  }

  #withdraw({ block, roster, opinionOf }: AdmissionStep): void {
    const byHotkey = new Map(roster.entries.map((entry) => [entry.hotkey, entry]));
    for (const [id, admitted] of [...this.#admitted]) {
      const { contestant } = admitted;
      const entry = byHotkey.get(contestant.hotkey);
      const isChampion = this.#contest.champion?.id === id;
      const present = entry === undefined ? undefined : readContestant(entry, this.#rules).contestant;
      if (entry !== undefined && present?.id === id) {
        // The same model, perhaps served elsewhere or under another uid: its place in the order stays.
        admitted.contestant = { ...present, coldkey: contestant.coldkey, committed: contestant.committed };
      } else if (entry !== undefined && isChampion) {
        // A champion reigns with the model that won, whatever its key commits next.
        admitted.contestant = { ...contestant, uid: entry.uid };
      } else {
        this.#remove(id, admitted, block);
        continue;
      }
      // Who cannot be reached stays: its silence counts question by question (docs/decisions/0018).
      if (opinionOf(admitted.contestant.subject).verdict === "refused") this.#remove(id, admitted, block);
    }
  }

  /**
   * Leaving counts as a futile test, or it would be the way around the wait; a champion's too, or it could end all tests
   * against it and be back at the next grid block.
   */
  #remove(id: string, admitted: Admitted, block: number): void {
    if (!admitted.settled || this.#contest.champion?.id === id)
      this.#coldkeys.addFutile(admitted.contestant.coldkey, block);
    this.#testedIn.set(admitted.contestant.identity, this.#contest.reign);
    this.#admitted.delete(id);
    this.#contest.withdraw(id, block);
  }

  #admit(step: AdmissionStep): void {
    const standings: Standing[] = [];
    const contestants: Contestant[] = [];
    for (const entry of step.roster.entries) {
      const { contestant, fault } = readContestant(entry, this.#rules);
      if (contestant !== undefined) contestants.push(contestant);
      else {
        const { uid, hotkey } = entry;
        standings.push({ uid, hotkey, model: null, revision: null, state: "refused", ...fault });
      }
    }
    contestants.sort((a, b) => compareCommitments(a.committed, b.committed));
    const busy = this.#busyColdkeys();
    const claimed = new Set<string>();
    for (const contestant of contestants) {
      const verdict = this.#judge(contestant, step, busy, claimed);
      standings.push(this.#standingOf(contestant, verdict));
      if (verdict.reason !== "admitted" || this.#admitted.has(contestant.id)) continue;
      this.#owners.set(contestant.identity, contestant.hotkey);
      this.#testedIn.set(contestant.identity, this.#contest.reign);
      this.#admitted.set(contestant.id, { contestant, settled: false });
      busy.add(contestant.coldkey);
      const { id, hotkey, committed } = contestant;
      this.#contest.admit({ id, hotkey, committed }, step.block);
    }
    this.#standings = standings.sort((a, b) => a.uid - b.uid);
  }

  #judge(
    contestant: Contestant,
    { block, opinionOf }: AdmissionStep,
    busy: ReadonlySet<string>,
    claimed: Set<string>,
  ): Verdict {
    const { identity, hotkey, coldkey } = contestant;
    if (this.#admitted.has(contestant.id)) return { reason: "admitted" };
    // One answer a key and question is recorded, and the champion's is wanted already.
    if (this.#contest.champion?.hotkey === hotkey) return waits("reigns", "this key is champion with another model");
    const owner = this.#owners.get(identity);
    if (owner !== undefined && owner !== hotkey) return refused("duplicate", `${owner} committed this model first`);
    const opinion = opinionOf(contestant.subject);
    if (opinion.verdict === "refused" || opinion.verdict === "unreachable") {
      return refused(opinion.reason, opinion.detail);
    }
    // Whoever stands earlier and is not refused yet keeps the later ones of the same model out.
    if (claimed.has(identity)) return refused("duplicate", "somebody committed this model before");
    claimed.add(identity);
    if (opinion.verdict === "open") return waits("not_inspected", "too few validators have looked at it yet");
    if (this.#testedIn.get(identity) === this.#contest.reign) {
      return refused("already_tested", "this model was tested against the present champion");
    }
    if (busy.has(coldkey)) return waits("coldkey_busy", "another model of this coldkey is being tested");
    const mayEnterAt = this.#coldkeys.mayEnterAt(coldkey);
    if (block < mayEnterAt) {
      const tests = this.#coldkeys.futile(coldkey);
      return waits("backing_off", `after ${tests} futile test${tests === 1 ? "" : "s"}, until block ${mayEnterAt}`);
    }
    return { reason: "admitted" };
  }

  /** Coldkeys with a test that is open or waits for its beginning. */
  #busyColdkeys(): Set<string> {
    const busy = new Set<string>();
    for (const entry of this.#contest.entries) {
      const admitted = this.#admitted.get(entry.id);
      if (admitted !== undefined && !admitted.settled) busy.add(admitted.contestant.coldkey);
    }
    return busy;
  }

  #standingOf({ id, uid, hotkey, model, revision }: Contestant, verdict: Verdict): Standing {
    const about = { uid, hotkey, model, revision };
    if (!("detail" in verdict)) {
      const state = this.#contest.champion?.id === id ? "champion" : "contends";
      return { ...about, state, reason: "admitted", detail: "" };
    }
    return { ...about, state: verdict.waits ? "waits" : "refused", reason: verdict.reason, detail: verdict.detail };
  }
}

function refused(reason: string, detail: string): Verdict {
  return { reason, detail, waits: false };
}

function waits(reason: string, detail: string): Verdict {
  return { reason, detail, waits: true };
}
