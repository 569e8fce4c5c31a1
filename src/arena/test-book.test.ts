import { expect, test } from "vitest";
import type { ArenaState } from "./arena-state.ts";
import type { Challenger } from "./contest-schema.ts";
import { pairedRound } from "./paired-round.ts";
import { TestBook } from "./test-book.ts";

const champion = { uid: 1, hotkey: "5Champion", model: "lab/champion", revision: "a" };
const challenger = (uid: number, change: Partial<Challenger> = {}): Challenger => ({
  ...{ uid, hotkey: `5Miner${uid}`, model: `lab/${uid}`, revision: "b", committedBlock: uid },
  ...{ state: "open", reason: null, rounds: 16, epsBp: 100, wealth: [], futility: [] },
  ...{ meanGain: null, gains: {}, roundsLeft: null, excluded: [], againstRounds: 0, voidRounds: 0 },
  ...change,
});
const at = (block: number, challengers: Challenger[]): ArenaState => ({
  ...{ block, round: block, reign: 1, crowns: [], challengers },
  champion: { ...champion, crownedBlock: 10, rounds: 60, scores: {} },
});
const stopped = { state: "stopped", reason: "harm", rounds: 20 } as const;

test("error: rounds behind the stop are none of a test, however long it stays in the contest", () => {
  const book = new TestBook();
  book.take(at(100, [challenger(2)]));
  book.take(at(104, [challenger(2, stopped)]));
  book.take(at(200, [challenger(2, stopped)]));
  const [found] = book.tests;
  expect(found).toMatchObject({ firstBlock: 100, lastBlock: 104, live: true });
  const round = { round: 0, validator: "5V", beacon: null, champion: champion.hotkey, questions: [] };
  const counts = { "5Miner2": "answered" as const };
  expect(pairedRound({ ...round, block: 104, counts }, found!)).toBeDefined();
  expect(pairedRound({ ...round, block: 105, counts }, found!)).toBeUndefined();
});

test("default: who was stopped stands behind those who go on, whatever its rounds", () => {
  const book = new TestBook();
  book.take(at(104, [challenger(2, stopped), challenger(3, { rounds: 1 })]));
  expect(book.tests.map(({ uid }) => uid)).toEqual([3, 2]);
});
