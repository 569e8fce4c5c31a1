import { bytesToHex } from "@noble/hashes/utils.js";
import { taggedHash } from "../core/index.ts";
import type { ArenaState } from "./arena-state.ts";
import type { Challenger } from "./contest-schema.ts";
import { missingGates, progressBp, whyNoEta } from "./missing-gates.ts";
import { TestSeries } from "./test-series.ts";
import type { ArenaSeries, ArenaTest } from "./test-schema.ts";

/** Tests that are kept; of more, those that ended longest ago are let go of. */
const MOST_TESTS = 2000;

interface Kept {
  test: ArenaTest;
  readonly series: TestSeries;
}

/** What became of a test since the state before. */
export interface TestChange {
  readonly kind: "started" | "ended";
  readonly test: ArenaTest;
}

/** Every test of the contest and its course: a function of the states, in their order. */
export class TestBook {
  readonly #tests = new Map<string, Kept>();
  /** By model: the test that it is in, or was in last, and how many it has had. */
  readonly #present = new Map<string, { id: string; count: number }>();

  /** Newest first: those in the contest by how far they are, then the others. */
  get tests(): ArenaTest[] {
    const all = [...this.#tests.values()].map(({ test }) => test);
    return all.sort(
      (a, b) =>
        Number(b.live) - Number(a.live) ||
        (a.live
          ? Number(isStopped(a)) - Number(isStopped(b)) || byProgress(a, b)
          : b.lastBlock - a.lastBlock || b.firstBlock - a.firstBlock),
    );
  }

  get(id: string): ArenaTest | undefined {
    return this.#tests.get(id)?.test;
  }

  series(id: string, part: { readonly from: number; readonly limit: number }): ArenaSeries | undefined {
    return this.#tests.get(id)?.series.part(id, part);
  }

  /** Takes what is decided as of a grid block. */
  take(state: ArenaState): TestChange[] {
    const changes: TestChange[] = [];
    const seen = new Set<string>();
    for (const challenger of state.challengers) {
      const { kept, isNew, wasOver } = this.#keptOf(challenger, state);
      kept.test = testOf(challenger, state, kept.test);
      if (challenger.state !== "queued") kept.series.add(challenger, state);
      seen.add(kept.test.id);
      if (isNew) changes.push({ kind: "started", test: kept.test });
      if (!wasOver && isOver(kept.test)) changes.push({ kind: "ended", test: kept.test });
    }
    for (const kept of this.#tests.values()) {
      if (!kept.test.live || seen.has(kept.test.id)) continue;
      const crown = isStopped(kept.test)
        ? undefined
        : state.crowns.find((one) => one.hotkey === kept.test.hotkey && one.block >= kept.test.lastBlock);
      const wasOver = isOver(kept.test);
      kept.test = { ...kept.test, live: false, crownedBlock: crown?.block ?? null, whyNoEta: null, roundsLeft: null };
      // Its last rounds came after the grid block at which it was seen last.
      if (crown !== undefined) kept.test = { ...kept.test, rounds: crown.rounds };
      if (!wasOver) changes.push({ kind: "ended", test: kept.test });
    }
    this.#forget();
    return changes;
  }

  #keptOf(challenger: Challenger, state: ArenaState): { kept: Kept; isNew: boolean; wasOver: boolean } {
    const model = [challenger.hotkey, challenger.model, challenger.revision, challenger.committedBlock].join(" ");
    const kind = kindOf(challenger);
    const known = this.#present.get(model);
    const before = known === undefined ? undefined : this.#tests.get(known.id);
    if (before !== undefined && !isAnother(before.test, challenger, kind)) {
      return { kept: before, isNew: false, wasOver: isOver(before.test) };
    }
    const count = (known?.count ?? 0) + 1;
    const id = bytesToHex(taggedHash("affine/arena-test/v1", model, count)).slice(0, 16);
    this.#present.set(model, { id, count });
    const against = state.champion;
    const first = {
      ...{ id, kind, reign: state.reign, firstBlock: state.block, live: true, crownedBlock: null },
      against:
        against === null
          ? null
          : { uid: against.uid, hotkey: against.hotkey, model: against.model, revision: against.revision },
    };
    const kept = { test: testOf(challenger, state, first), series: new TestSeries() };
    this.#tests.set(id, kept);
    if (before?.test.live === true) before.test = { ...before.test, live: false };
    return { kept, isNew: true, wasOver: false };
  }

  #forget(): void {
    if (this.#tests.size <= MOST_TESTS) return;
    const over = [...this.#tests.values()].filter(({ test }) => !test.live);
    over.sort((a, b) => a.test.lastBlock - b.test.lastBlock);
    for (const { test } of over.slice(0, this.#tests.size - MOST_TESTS)) this.#tests.delete(test.id);
  }
}

type First = Pick<ArenaTest, "id" | "kind" | "reign" | "against" | "firstBlock" | "crownedBlock"> &
  Partial<Pick<ArenaTest, "reason" | "lastBlock">>;

function testOf(challenger: Challenger, { block }: ArenaState, first: First): ArenaTest {
  const { id, kind, reign, against, firstBlock, crownedBlock, reason = null, lastBlock = block } = first;
  return {
    ...challenger,
    ...{ id, kind, reign, against, firstBlock, crownedBlock },
    // Who was stopped stays in the contest for a while: its test ends where that was seen first.
    lastBlock: reason === null ? block : lastBlock,
    live: true,
    progressBp: progressBp(challenger),
    missing: missingGates(challenger),
    whyNoEta: whyNoEta(challenger),
  };
}

function isStopped({ reason }: Pick<Challenger, "reason">): boolean {
  return reason !== null;
}

function kindOf({ state }: Challenger): ArenaTest["kind"] {
  return state === "qualifying" || state === "qualified" ? "qualification" : "test";
}

/** A model that waits again, is tried in another way, or has fewer rounds than it had begins anew. */
function isAnother(before: ArenaTest, now: Challenger, kind: ArenaTest["kind"]): boolean {
  if (!before.live || before.kind !== kind) return true;
  return now.rounds < before.rounds || (isOver(before) && (now.state === "open" || now.state === "queued"));
}

function isOver({ state, live }: ArenaTest): boolean {
  return !live || state === "stopped" || state === "ended" || state === "frozen" || state === "candidate";
}

function byProgress(a: ArenaTest, b: ArenaTest): number {
  return b.progressBp - a.progressBp || b.rounds - a.rounds || a.committedBlock - b.committedBlock;
}
