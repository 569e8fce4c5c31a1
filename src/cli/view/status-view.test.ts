import { describe, expect, test } from "vitest";
import { smallArena, statusWith } from "../../../test/arena/small-arena.ts";
import { news } from "./status-view.ts";

describe("plain lines", () => {
  const { contest } = smallArena();
  const now = statusWith(contest);

  test("default: news of the contest names the block that is decided, not the chain's newest", () => {
    const lines = news(undefined, { ...now, records: { ...now.records, shards: 21 } });
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^block ${contest.block}: champion is uid`)));
    expect(lines).toContainEqual(expect.stringMatching(/^block 216: 5 records/));
  });

  test("behavior: after a start, before the chain was looked at, nothing is said to be of block 0", () => {
    const lines = news(undefined, { ...now, chain: { ...now.chain, block: 0 } });
    expect(lines.filter((line) => line.includes("block 0"))).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^block ${contest.block}: champion is uid`)));
  });

  test("behavior: while records are read after a start, none are counted", () => {
    const reading = {
      ...now,
      contest: null,
      readingScores: true,
      records: { ...now.records, rollouts: 0, shards: 368 },
    };
    expect(news(undefined, reading).filter((line) => line.includes("records"))).toEqual([]);
  });

  test("behavior: that a champion has left is news", () => {
    const left = { ...now, champion: null, contest: { ...contest, champion: null } };
    const { uid, model } = contest.champion!;
    expect(news(now, left)).toContain(`block ${contest.block}: nobody reigns: uid ${uid} ${model} has left`);
    expect(news(left, left)).toEqual([]);
  });
});
