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
