import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REVISION, SignedRollouts } from "../../../test/dataset/signed-rollouts.ts";
import { deviationOfFault } from "../../audit/index.ts";
import { FsStore } from "../../store/index.ts";
import { drawRecord, showRecord } from "./show-record.ts";

const RULES = { request: { temperatureThousandths: 700, maxTokens: 64 } } as Parameters<typeof showRecord>[2]["rules"];
const KEPT = 3_600;

let made: SignedRollouts;
let store: FsStore;
let old: string;
let young: string;

beforeAll(async () => {
  made = await SignedRollouts.make();
  old = await made.seal([
    { block: 10, text: "<answer>1</answer>", isForgotten: true },
    { block: 10, text: "\u001b[31mred \u202eturned", reason: "no_answer" },
    { block: 10, text: `<answer>1</answer>${"x".repeat(600_000)}`, reason: "no_answer" },
  ]);
  young = await made.seal([{ block: 5_000, text: "<answer>1</answer>", isForgotten: true }]);
  store = await FsStore.open(made.folder, { readOnly: true });
});
afterAll(() => made.dispose());

const shown = (key: string, line: number) => showRecord(store, { key, line }, { rules: RULES, keptBlocks: KEPT });

describe("a record whose text is gone", () => {
  test("behavior: older than texts are kept: its verdict is open, which is no fault", async () => {
    const found = await shown(old, 2);
    expect(found.proof.map(({ what, isRight }) => [what, isRight])).toEqual([
      ["signature", true],
      ["verdict", null],
    ]);
    expect(drawRecord(found).join("\n")).toContain("open   verdict: its text is no longer kept (3600 blocks)");
  });

  test("error: one that should be there is missing, and that is wrong", async () => {
    const { proof } = await shown(young, 2);
    expect(proof.at(-1)).toMatchObject({ what: "verdict", isRight: false });
    expect(proof.at(-1)!.detail).toContain("missing_transcript: ");
  });
});

test("behavior: what a model said is shown with its control characters as codes", async () => {
  const lines = drawRecord(await shown(old, 3)).join("\n");
  expect(lines).toContain("⟨U+001B⟩[31mred ⟨U+202E⟩turned");
  expect(lines).not.toMatch(/[\u001b\u202e]/);
  expect(lines).toContain(REVISION.slice(0, 20));
});

test("behavior: of an answer that stands too far from the end of its text, the length is told", async () => {
  const { proof } = await shown(old, 4);
  expect(proof.at(-1)!.detail).toContain(". The text has 600018 characters, and an answer is looked for in the last");
});

test("behavior: of an episode every turn is shown; long texts are folded, and how much is told", async () => {
  const shownTurns = { ...(await shown(old, 3)), earlier: ["first\u202e", "x".repeat(10_000_000)], text: "last" };
  const lines = drawRecord(shownTurns).join("\n");
  expect(lines).toMatch(
    /turn 1:\nfirst⟨U\+202E⟩\n\nturn 2:\nx{599}…\n\(9999400 more characters: --json has them\)\n\nturn 3:\nlast$/,
  );
});

test("law: a fault has one name, that of af verify", () => {
  const record = { challenge: "a" };
  expect(deviationOfFault({ reason: "other_observation" }, record, undefined)).toBe("altered_observation");
  expect(deviationOfFault({ reason: "other_question" }, record, { challenge: "a" })).toBe("altered_prompt");
  expect(deviationOfFault({ reason: "other_question" }, record, { challenge: "b" })).toBe("foreign_transcript");
});

test.each([
  [99, "has the lines 2 to 4, not 99"],
  [1, "not 1"],
])("error: there is no line %i", async (line, why) => {
  await expect(shown(old, line)).rejects.toThrow(why);
});

test("error: there is no such shard", async () => {
  const key = old.replace("0000000000", "0000000077");
  await expect(shown(key, 2)).rejects.toMatchObject({ code: "not_found" });
});
