import { beforeAll, describe, expect, test } from "vitest";
import { ReplayWorld } from "../../test/replay/replay-world.ts";
import { addressOf, type WorldModel } from "../../test/replay/world-options.ts";
import { evidenceDocument, type ContestState } from "../replay/index.ts";
import { viewContest } from "../validator/index.ts";
import { ArenaBook, type ArenaState, type Contest } from "./index.ts";
import { RoundCollector } from "./round-collector.ts";

const WEAK: WorldModel = { hotkey: "weak", block: 1, skill: 300 };
const STRONG: WorldModel = { hotkey: "strong", block: 8, skill: 900 };

interface Evidence {
  readonly block: number;
  readonly challengers: readonly {
    readonly hotkey: string;
    readonly trial: {
      readonly kind: string;
      readonly evidence?: { readonly rounds: number; readonly streams: readonly { readonly wealthMilli: number }[] };
    };
  }[];
}

/** A contest in which a weak model becomes champion and a strong one takes the crown, as spectators see it. */
function watched(mostRounds = 600) {
  const world = new ReplayWorld({ seed: 2, validators: [{ hotkey: "v0" }], models: [WEAK, STRONG] }).run(260);
  const events: string[] = [];
  const book = new ArenaBook({ mostRounds, onEvent: ({ kind }) => void events.push(kind) });
  const collector = new RoundCollector();
  const states: ContestState[] = [];
  for (const shard of world.shards) collector.add(shard);
  const { replay } = world.replay(world.shards, {
    onState: (state) => {
      states.push(state);
      book.take(viewed(state));
    },
    onRound: (played) => {
      const champion = played.champion === undefined ? null : addressOf("weak");
      book.addRound(collector.take(played, { beacon: world.beacon(played.block), champion }));
    },
  });
  expect(replay.contest.champion?.hotkey).toBe(addressOf("strong"));
  function viewed(state: ContestState): ArenaState {
    const shadow = { mechanism: "", champion: null };
    return structuredClone(viewContest(state, { rules: world.rules, watched: new Map(), shadow })) as Contest;
  }
  return { world, book, states, events };
}

describe("ArenaBook", () => {
  let seen: ReturnType<typeof watched>;
  beforeAll(() => void (seen = watched()));

  test("default: the wealth that is drawn is that of the evidence which validators sign, at every point", () => {
    const { book, states } = seen;
    const duel = book.tests.find(({ kind, hotkey }) => kind === "test" && hotkey === addressOf("strong"))!;
    const series = book.series(duel.id, { from: 0, limit: 2048 })!;
    const published = states.map((state) => evidenceDocument(120, state) as unknown as Evidence);
    let compared = 0;
    for (const point of series.points) {
      const evidence = published.find(({ block }) => block === point.block)!;
      const { trial } = evidence.challengers.find(({ hotkey }) => hotkey === addressOf("strong"))!;
      const drawn = point.wealthMilli.map(Number).sort((a, b) => a - b);
      const signed = trial.evidence!.streams.map(({ wealthMilli }) => wealthMilli).sort((a, b) => a - b);
      expect(drawn).toEqual(signed);
      expect(point.rounds).toBe(trial.evidence!.rounds);
      compared += 1;
    }
    expect(compared).toBe(series.points.length);
    expect(compared).toBeGreaterThan(5);
    expect(series.points.at(-1)!.wealthMilli.some((wealth) => wealth !== null && wealth > 5000)).toBe(true);
  });

  test("default: tests begin, end and crown, each told once", () => {
    const { book, events } = seen;
    expect(events.filter((kind) => kind === "crown")).toHaveLength(2);
    expect(events.filter((kind) => kind === "test_started")).toHaveLength(book.tests.length);
    const [newest] = book.history({ before: Infinity, limit: 1 }, "crown").items;
    expect(newest).toMatchObject({ hotkey: addressOf("strong"), kind: "crown" });
    const all = book.history({ before: Infinity, limit: 500 });
    expect(all.next).toBeNull();
    expect(all.items.map(({ n }) => n)).toEqual(all.items.map((_, place) => all.items.length - 1 - place));
    const first = book.history({ before: Infinity, limit: 2 });
    expect([...first.items, ...book.history({ before: first.next!, limit: 500 }).items]).toEqual(all.items);
  });

  test("default: pairs of a duel are what its rounds record", () => {
    const { book, world } = seen;
    const duel = book.tests.find(({ kind, hotkey }) => kind === "test" && hotkey === addressOf("strong"))!;
    const qualification = book.tests.find(
      ({ kind, hotkey }) => kind === "qualification" && hotkey === addressOf("weak"),
    )!;
    const [newest] = book.pairs(qualification.id, 1);
    expect(newest!.pairs).toHaveLength(2);
    const round = book.round(newest!.round)!;
    for (const { answers, challenge } of round.questions) {
      for (const { hotkey, score } of answers) expect(score).toBe(world.truth(hotkey, challenge));
    }
    // Nobody reigned: it was right or wrong, and ahead of nobody.
    for (const { challenger, champion, result } of newest!.pairs) {
      expect(champion).toBeNull();
      expect(result).toBe(challenger === 1000 ? "right" : "wrong");
    }
    for (const { pairs } of book.pairs(duel.id, 20)) {
      for (const { result } of pairs) expect(["won", "lost", "tied"]).toContain(result);
    }
    expect(duel.against?.hotkey).toBe(addressOf("weak"));
  });

  test("default: a crown is told after the test that won it, and not at a later block", () => {
    const { items } = seen.book.history({ before: Infinity, limit: 500 });
    const crowns = items.filter(({ kind }) => kind === "crown");
    for (const { n, block, hotkey } of crowns) {
      const won = items.find((event) => event.kind === "test_ended" && event.hotkey === hotkey && event.n < n)!;
      expect(won.block).toBeLessThanOrEqual(block);
    }
    expect(crowns).toHaveLength(2);
  });

  test("error: of a test that has ended it is not said that it is open", () => {
    const { items } = seen.book.history({ before: Infinity, limit: 500 }, "test_ended");
    expect(items).not.toEqual([]);
    for (const { text } of items) expect(text).toMatch(/ (has shown all|ended undecided|(stopped|ended) after .*:)/);
  });

  test("behavior: only so many rounds are kept; the list goes on where it stopped", () => {
    const { book } = watched(30);
    const first = book.rounds({ before: Infinity, limit: 20 });
    expect(first.items).toHaveLength(20);
    const rest = book.rounds({ before: first.next!, limit: 20 });
    expect(rest).toMatchObject({ next: null });
    expect(rest.items).toHaveLength(10);
  });

  test("behavior: what is read again is the same", () => {
    const { book: first, states, world } = seen;
    const before = JSON.stringify([first.tests, first.history({ before: Infinity, limit: 500 })]);
    const book = new ArenaBook();
    const shadow = { mechanism: "", champion: null };
    const views = states.map(
      (state) => structuredClone(viewContest(state, { rules: world.rules, watched: new Map(), shadow })) as Contest,
    );
    for (const view of views.slice(0, 20)) book.take(view);
    expect(book.tests).not.toEqual([]);
    book.begin();
    expect(book.tests).toEqual([]);
    for (const view of views) book.take(view);
    expect(JSON.stringify([book.tests, book.history({ before: Infinity, limit: 500 })])).toBe(before);
  });
});
