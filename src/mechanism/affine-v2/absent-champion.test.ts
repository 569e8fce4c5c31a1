import { describe, expect, test } from "vitest";
import { BLIND, playedRound, worldOf } from "../../../test/mechanism/kit/contest-world.ts";
import { Contest, type PlayedRound, type RoundRecord } from "../index.ts";

/** A contest with a champion `c` and a challenger `like` whose test is open, after so many rounds of it. */
function reigning(rounds: number) {
  const world = worldOf(9);
  world.skills.set("like", 735);
  const contest = new Contest({ blindBp: BLIND });
  contest.admit(world.contender("c", 0), 0);
  let round = 0;
  const step = (change: (played: PlayedRound) => PlayedRound = (played) => played, block = 3 * round) => {
    const scheduled = contest.schedule(round, block);
    const played = { ...playedRound(world, contest, round, scheduled.served), ...scheduled, block };
    contest.play(change(played));
    round += 1;
    return scheduled;
  };
  while (contest.champion === null) step();
  contest.admit(world.contender("like", 10), 3 * round);
  const from = round;
  while (round < from + rounds) step();
  const admit = (id: string, block: number): void => contest.admit(world.contender(id, block), block);
  return { contest, step, at: () => round, admit };
}

const silent = (played: PlayedRound): PlayedRound => ({
  ...played,
  champion: null,
  records: new Map([...played.records].map(([id, record]) => [id, { ...record, champion: null } as RoundRecord])),
});

describe("a champion that does not answer", () => {
  test("behavior: after three rounds the tests rest, until a multiple of 20 after a round that is answered whole", () => {
    const { contest, step, at } = reigning(101);
    for (let i = 0; i < 3; i += 1) expect(step(silent).served).toEqual(["like"]);
    expect(step(silent)).toMatchObject({ served: [], rests: true });
    expect(contest.isResting).toBe(true);
    while (at() % 20 !== 5) expect(step(silent).rests).toBe(true);
    // It answers: the tests go on at the next multiple of 20 and not before.
    while (at() % 20 !== 0) expect(step().rests).toBe(true);
    expect(step().served).toEqual(["like"]);
    const entry = contest.entries[0]!;
    expect(entry.trial!.kind === "test" && entry.trial!.test.evaluation.nulls).toBe(3);
  });

  test("behavior: with 2% of the questions unanswered in tests it is unpaid for a day, and no longer", () => {
    const { contest, step, at } = reigning(20);
    const isUnpaid = (): boolean => contest.isUnpaid;
    let nulls = 0;
    while (!isUnpaid()) {
      const isNull = at() % 4 === 0;
      nulls += isNull ? 1 : 0;
      step(isNull ? silent : undefined);
    }
    expect(nulls).toBe(49);
    const since = at();
    while (isUnpaid()) step();
    expect(at() - since).toBeGreaterThan(2150);
    expect(at() - since).toBeLessThanOrEqual(2400);
    expect(contest.champion!.id).toBe("c");
  });

  test.each([
    ["like, with the best lower bound after 1,000 rounds and more", 1020],
    ["nobody: all qualify anew", 500],
  ])("behavior: unpaid for 30 days running it is gone, and there follows %s", (_, rounds) => {
    const { contest, step, at, admit } = reigning(20);
    for (let i = 0; !contest.isUnpaid; i += 1) step(i % 4 === 0 ? silent : undefined);
    const since = 3 * at();
    // Time passes while the rounds stay in the window; the first test runs out of time.
    step(undefined, since + 150_000);
    admit("like#again", since + 150_000);
    for (let round = 0; round < rounds; round += 1) step(undefined, since + 150_000);
    step(undefined, since + 215_900);
    expect([contest.isUnpaid, contest.champion!.id]).toEqual([true, "c"]);
    step(undefined, since + 216_100);
    if (rounds > 1000) {
      expect(contest.champion!.id).toBe("like#again");
      expect(contest.crowns.at(-1)).toMatchObject({ how: "succession", gainBp: 0 });
    } else expect([contest.champion, contest.entries[0]?.trial?.kind]).toEqual([null, "qualification"]);
  });

  test("behavior: when it leaves by its own doing nobody follows, whatever was shown against it: all qualify anew", () => {
    const { contest, step, at } = reigning(1020);
    contest.withdraw("c", 3 * at());
    expect([contest.champion, contest.entries.map(({ trial }) => trial?.kind)]).toEqual([null, ["qualification"]]);
    while (contest.champion === null) step();
    expect(contest.crowns.map(({ how }) => how)).toEqual(["qualification", "qualification"]);
  });

  test("behavior: with less than a tenth answered over 16,800 rounds the throne is vacant, not before", () => {
    const { contest, step, at } = reigning(20);
    const first = at();
    while (contest.champion?.id === "c" && at() < 40_000) step(at() % 20 === 7 ? undefined : silent);
    expect(contest.champion?.id).not.toBe("c");
    expect(at() - first).toBeGreaterThan(16_700);
    expect(at() - first).toBeLessThan(16_900);
  });
});
