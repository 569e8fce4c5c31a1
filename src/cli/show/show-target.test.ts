import { beforeAll, describe, expect, test } from "vitest";
import { smallArena, statusWith } from "../../../test/arena/small-arena.ts";
import { createApi, Spectators, type ArenaSource, type Status } from "../../serve/index.ts";
import { ArenaAsker } from "./arena-asker.ts";
import { showTarget } from "./show-target.ts";
import { targetOf } from "./target.ts";

let source: ArenaSource;
let status: Status;

beforeAll(() => {
  const small = smallArena();
  ({ source } = small);
  const hotkey = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
  status = {
    ...statusWith(small.contest),
    leftOut: [{ uid: 77, hotkey, reason: "no_commitment", detail: "nothing was committed" }],
  };
});

/** What is shown for a word, as lines. */
async function shown(word: string): Promise<string> {
  const spectators = new Spectators({ boot: "0", nowMs: () => 0 });
  const api = createApi({ version: "1", status: () => status, arena: { source: () => source, spectators } });
  const target = targetOf(word);
  if (target.kind === "question" || target.kind === "record") throw new Error("not of the arena");
  const found = await showTarget(new ArenaAsker(async (path) => api.request(path)), target, {
    netuid: 120,
    roundBlocks: source.rules.roundBlocks,
  });
  return found.flatMap(({ lines }) => lines).join("\n");
}

describe("af show", () => {
  test("default: a key: its state, its crown, its tests", async () => {
    const champion = status.contest!.champion!;
    const text = await shown(`uid:${champion.uid}`);
    expect(text).toContain(`uid ${champion.uid}  ${champion.hotkey}`);
    expect(text).toContain("state     champion");
    expect(text).toContain(`crown     at block ${champion.crownedBlock}`);
    expect(text).toMatch(/^test [0-9a-f]{16}: /m);
  });

  test("behavior: a key that is not tested: why, and what to do", async () => {
    const text = await shown("uid:77");
    expect(text).toContain("state     refused: no commitment");
    expect(text).toContain("because   nothing was committed");
    expect(text).toMatch(/^do {8}\S/m);
  });

  test("default: the block of a crown: what happened, the test that won it, and the round", async () => {
    const [crown] = status.contest!.crowns;
    const text = await shown(`block:${crown!.block}`);
    expect(text).toContain(`block ${crown!.block}: ${crown!.model} is champion after ${crown!.rounds} rounds`);
    expect(text).toContain(`crowned   at block ${crown!.block}`);
  });

  test("behavior: who was crowned while nobody reigned is compared with nobody; its rounds are those of its crown", async () => {
    const crown = status.contest!.crowns.at(-1)!;
    const text = await shown(`block:${crown.block}`);
    expect(text).toContain("against   nobody");
    expect(text).toContain("state     qualified while nobody reigned, and crowned");
    expect(text).toContain(`is champion after ${crown.rounds} rounds`);
    expect(text).toContain(`\nrounds    ${crown.rounds}, `);
    expect(text).toMatch(/\nanswers {3}\d+ of \d+ right in the newest \d+ rounds\n/);
    expect(text).not.toContain("tied");
  });

  test("behavior: a uid that is another key's now: its earlier tests are told as the other key's", async () => {
    const before = status;
    const champion = status.contest!.champion!;
    const hotkey = status.validator.hotkey;
    status = { ...statusWith(null), leftOut: [{ uid: champion.uid, hotkey, reason: "no_commitment", detail: "none" }] };
    const text = await shown(`uid:${champion.uid}`);
    status = before;
    expect(text).toContain(`uid ${champion.uid}  ${hotkey}`);
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      `uid ${champion.uid} was another key's before, ${champion.hotkey}: its test`,
    );
    expect(text).not.toMatch(/^test [0-9a-f]{16}:/m);
  });

  test("error: while the page is still reading it says so, and how far it is", async () => {
    const before = source;
    source = {
      ...source,
      replay: () => ({ state: "reading", block: 120, headBlock: 835, detail: null }),
    };
    await expect(shown("block:123456789")).rejects.toMatchObject({
      code: "overloaded",
      message: expect.stringContaining("still reading the records (block 120 of 835 so far)") as string,
    });
    source = before;
  });

  test("law: events stand in the order of their blocks", () => {
    const blocks = source.book.history({ before: Infinity, limit: Infinity }).items.map(({ block }) => block);
    expect(blocks).toEqual(blocks.toSorted((a, b) => b - a));
  });

  test("default: every block that something happened at is found, however long ago, and every test and round", async () => {
    for (const { block, text } of source.book.history({ before: Infinity, limit: Infinity }).items) {
      expect(await shown(`block:${block}`)).toContain(`block ${block}: ${text}`);
    }
    for (const { id } of source.book.tests) expect(await shown(id)).toContain(`test ${id}: `);
    const { items } = source.book.rounds({ before: Infinity, limit: 5 });
    for (const { round } of items) expect(await shown(`round:${round}`)).toMatch(new RegExp(`^round ${round}, block `));
  });

  test.each(["uid:500", "round:99999", "block:99999", "99999"])("error: nothing is known of %s", async (word) => {
    await expect(shown(word)).rejects.toMatchObject({ code: "not_found", hint: expect.any(String) as string });
  });

  test("error: a test that there is not", async () => {
    await expect(shown("0000000000000000")).rejects.toThrow("There is no tests/0000000000000000");
  });
});
