import { afterAll, describe, expect, test } from "vitest";
import { ChildUnder, type Configuration } from "../kit/child-under.ts";
import { testEngine } from "../kit/engines.ts";
import { outcomeOf } from "../kit/outcome.ts";
import { expectPinned } from "./pinned-outcomes.ts";
import { MEMORY_SAMPLES, NAN_SAMPLES, NATIVE_DEPTH_SAMPLES, SAMPLES } from "./programs.ts";

/** The cheap half of the samples of depth; the full tier has all. */
const DEPTH = NATIVE_DEPTH_SAMPLES.slice(0, 5);

describe("one outcome, however the sandbox is set up", () => {
  test.each([
    ["several workers", { workers: 2 }],
    ["workers that are replaced all the time", { runsPerWorker: 2 }],
    ["an outer wall, where the host has one", { outerWall: "auto" }],
  ] as const)("golden: %s", async (_, options) => {
    const engine = testEngine(options);
    const verdicts = await Promise.all(SAMPLES.map(({ program, ...rest }) => engine.run(program, rest)));
    expect(new Set(verdicts.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(6);
    expectPinned("usual", verdicts.map(outcomeOf));
  });
});

describe("one outcome, whichever compiler runs", () => {
  const children: ChildUnder[] = [];
  afterAll(() => {
    for (const child of children) child.close();
  });

  const configurations: [name: string, configuration: Configuration][] = [
    ["plainly compiled", { flags: ["--liftoff-only"] }],
    ["well compiled", { flags: ["--no-liftoff", "--no-wasm-lazy-compilation"] }],
    ["another Node, which builds module and snapshot itself", { builds: true }],
  ];
  test.each(configurations)("golden: %s", async (name, configuration) => {
    const node = name.startsWith("another") ? process.env["AFFINE_NODE24"] : process.execPath;
    if (node === undefined) {
      process.stderr.write("SKIPPED: determinism on another Node: AFFINE_NODE24 does not name its binary\n");
      return;
    }
    const child = await ChildUnder.start({ ...configuration, node });
    children.push(child);
    for (let pass = 0; pass < 2; pass += 1) {
      expectPinned("usual", await child.runAll(SAMPLES));
      expectPinned("nan", await child.runAll(NAN_SAMPLES));
      expectPinned("memory", await child.runAll(MEMORY_SAMPLES));
    }
    expectPinned("native depth, slice", await child.runAll(DEPTH));
  });
});
