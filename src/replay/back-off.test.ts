import { describe, expect, test } from "vitest";
import { Contest } from "../mechanism/index.ts";
import { Admission } from "./admission.ts";
import { contestRules } from "./rules.ts";

const GRID_BLOCKS = 5;
const { champion } = contestRules({ netuid: 120, environments: [{ name: "SAT" }, { name: "DED" }] });

/** Grid blocks one by one, at each of which some of one coldkey's keys are registered. */
function bed() {
  const contest = new Contest({ blindBp: champion!.blindBp });
  const admission = new Admission(contest, champion!);
  const step = (block: number, ...present: readonly string[]): void => {
    const entries = present.map((name, at) => ({
      uid: at + 1,
      hotkey: name,
      coldkey: "cold",
      block: 0,
      beacon: `0x${"ab".repeat(32)}`,
      text: JSON.stringify({ model: `lab/affine-${name}`, revision: "a".repeat(40) }),
    }));
    const roster = { v: 1, kind: "roster", netuid: 120, entries } as const;
    admission.step({ block, roster, opinionOf: () => ({ verdict: "ok" }) });
  };
  const standing = (name: string): string | undefined => {
    const found = admission.standings.find(({ hotkey }) => hotkey === name);
    return found && `${found.reason}${found.detail === "" ? "" : `: ${found.detail}`}`;
  };
  return { step, standing };
}

describe("waiting after a futile test", () => {
  test("behavior: 7,200 blocks from the grid block at which it ended, not one grid block less or more", () => {
    const { step, standing } = bed();
    step(0, "first", "second");
    expect([standing("first"), standing("second")]).toEqual([
      "admitted",
      "coldkey_busy: another model of this coldkey is being tested",
    ]);
    step(GRID_BLOCKS, "second");
    const waits = "backing_off: after 1 futile test, until block 7205";
    expect(standing("second")).toBe(waits);
    step(7200, "second");
    expect(standing("second")).toBe(waits);
    step(7205, "second");
    expect(standing("second")).toBe("admitted");
  });

  test("behavior: the second one lasts twice as long, counted from its own end", () => {
    const { step, standing } = bed();
    step(0, "first");
    step(GRID_BLOCKS, "second");
    step(7205, "second");
    step(7300, "third");
    expect(standing("third")).toBe("backing_off: after 2 futile tests, until block 21700");
    step(21_695, "third");
    expect(standing("third")).toMatch(/^backing_off/);
    step(21_700, "third");
    expect(standing("third")).toBe("admitted");
  });
});
