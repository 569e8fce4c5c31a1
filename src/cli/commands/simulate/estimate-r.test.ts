import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  NETUID,
  otherKey,
  RULES,
  sampleRecord,
  validatorKey,
} from "../../../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../../../test/integration/records/temporary-folder.ts";
import { draftShard, encodeShard, shardMessage } from "../../../record/index.ts";
import type { PairEstimate } from "../../../simulate/index.ts";
import { FsStore, shardKey } from "../../../store/index.ts";
import { simulateCommand } from "../../program/simulate.ts";

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function af(...words: string[]): Promise<string> {
  const program = new Command("af").option("--json").exitOverride();
  program.addCommand(simulateCommand().exitOverride());
  await program.parseAsync(["simulate", ...words], { from: "user" });
  return printed;
}

/** A store in which two miners answer the same 200 questions: right and wrong together but for every fifth. */
async function storeWithTwoMiners(): Promise<string> {
  const records = Array.from({ length: 200 }, (_, number) => {
    const right = number % 2 === 0;
    const same = number % 5 !== 0;
    return [
      sampleRecord(number, { score: right ? 1000 : 0 }),
      sampleRecord(number, { uid: 8, hotkey: otherKey.address, model: "else/copy", score: right === same ? 1000 : 0 }),
    ];
  }).flat();
  const folder = await temporaryFolder();
  const store = await FsStore.open(folder);
  const hotkey = validatorKey.address;
  const chain = { netuid: NETUID, hotkey, seq: 0 };
  const draft = draftShard({ ...chain, previous: null, records, heads: [], rules: RULES, atMs: 0 });
  await store.putOnce(shardKey(chain), encodeShard(draft, validatorKey.sign(shardMessage(draft.header))).bytes);
  return folder;
}

describe("af simulate --estimate-r", () => {
  test("default: the pairs of a records folder, for people and as JSON", async () => {
    const folder = await storeWithTwoMiners();
    expect(await af("--estimate-r", folder)).toMatch(/copy .* 200 +0\.\d+ ± 0\.\d+/);
    printed = "";
    const { answers, problems, pairs } = JSON.parse(await af("--json", "--estimate-r", folder)) as {
      answers: number;
      problems: number;
      pairs: PairEstimate[];
    };
    expect([answers, problems, pairs.length]).toEqual([400, 0, 1]);
    // Four of five together at skills of a half: r = −cos(π·.8) = sin(2π(.4 − .25)) = .81.
    expect(Math.abs(pairs[0]!.r - 0.81)).toBeLessThan(0.02);
  });

  test("error: no folder, no records, a URL", async () => {
    const empty = await temporaryFolder();
    await expect(af("--estimate-r", `${empty}/none`)).rejects.toMatchObject({ code: "not_found" });
    await expect(af("--estimate-r", empty)).rejects.toMatchObject({ code: "not_found" });
    await expect(af("--estimate-r", "https://example.com")).rejects.toMatchObject({ code: "usage" });
  });
});
