import { afterEach, describe, expect, test } from "vitest";
import { WORKER_STACK_MB } from "../../../src/sandbox/child/settings.ts";
import { ChildUnder, type Configuration } from "../kit/child-under.ts";
import { testEngine } from "../kit/engines.ts";
import { computingProgram } from "../kit/computing-programs.ts";
import { hostileProgram } from "../kit/hostile-programs.ts";
import { nodeOf } from "../kit/node-versions.ts";
import { kindOf, type Outcome, ticksOf } from "../kit/outcome.ts";
import { expectPinned } from "./pinned-outcomes.ts";
import {
  MEMORY_SAMPLES,
  NAN_SAMPLES,
  NATIVE_DEPTH_SAMPLES,
  RECURSION_SAMPLES,
  type Sample,
  SAMPLES,
} from "./programs.ts";

const PROGRAMS = Number(process.env["AFFINE_FUZZ_PROGRAMS"] ?? 5_000);

test("behavior: 200 runs of each give one verdict, fuel included", async () => {
  const engine = testEngine({ workers: 2, runsPerWorker: 150 });
  // Those that end a worker's life are in the quick test; each would cost a thread here.
  for (const { program, ...options } of SAMPLES.slice(0, 5)) {
    const seen = new Set<string>();
    for (let batch = 0; batch < 4; batch += 1) {
      const verdicts = await Promise.all(Array.from({ length: 50 }, () => engine.run(program, options)));
      for (const verdict of verdicts) seen.add(JSON.stringify(verdict));
    }
    expect([program, seen.size]).toEqual([program, 1]);
  }
});

/** Makes V8 compile what the samples use once more, with its best compiler. */
const WARMERS: readonly Sample[] = [
  { program: "import math\nfor i in range(200_000): math.sin(i) * math.sqrt(i) + i % 7.5 - math.fmod(i, 3)" },
  { program: "import struct, json\nfor i in range(5_000): json.loads(json.dumps([i / 3, struct.pack('d', i).hex()]))" },
  { program: "class A:\n    def __add__(s, o): return o\na = A()\nfor i in range(200_000): a + a" },
  { program: "x = [bytearray(10**6) for _ in range(100)]" },
  { program: "a = sorted(hash((i, (i,))) for i in range(200_000))\ndel a" },
];
const GROUPS: readonly (readonly [name: string, samples: readonly Sample[]])[] = [
  ["usual", SAMPLES],
  ["nan", NAN_SAMPLES],
  ["recursion", RECURSION_SAMPLES],
  ["memory", MEMORY_SAMPLES],
  ["native depth", NATIVE_DEPTH_SAMPLES],
];

describe("one outcome in every configuration", () => {
  let child: ChildUnder | undefined;
  afterEach(() => {
    child?.close();
  });

  const configurations: [name: string, version: string | null, flags: string[]][] = [
    ["this Node", null, []],
    ["this Node, --no-opt", null, ["--no-opt"]],
    ["this Node, --liftoff-only", null, ["--liftoff-only"]],
    ["this Node, --no-liftoff", null, ["--no-liftoff"]],
    ["Node 22", "22.23.3", []],
    ["Node 22, --liftoff-only", "22.23.3", ["--liftoff-only"]],
    ["Node 22, --no-liftoff", "22.23.3", ["--no-liftoff"]],
    ["Node 24", "24.21.0", []],
    ["Node 24, --liftoff-only", "24.21.0", ["--liftoff-only"]],
    ["Node 24, --no-liftoff", "24.21.0", ["--no-liftoff"]],
  ];
  test.each(configurations)(
    "golden: %s, cold on both workers, then warm and after large programs, in reverse, under load",
    async (_, version, flags) => {
      const node = version === null ? process.execPath : await nodeOf(version);
      child = await ChildUnder.start({ node, flags });
      for (const [name, samples] of GROUPS) expectPinned(name, await child.runAll(samples));
      await child.runAll(WARMERS);
      for (const [name, samples] of GROUPS.toReversed()) {
        const reversed = child.runAll(samples.toReversed());
        // Beside them, work that keeps every core of the machine busy.
        const load = ChildUnder.start({ node, flags }).then(async (other) => {
          await other.runAll(WARMERS);
          other.close();
        });
        expectPinned(name, (await reversed).toReversed());
        await load;
      }
    },
  );

  test("golden: a quarter of the native stack is enough for every limit of depth", async () => {
    for (const flags of [["--liftoff-only"], ["--no-liftoff"]]) {
      child = await ChildUnder.start({ flags, stackMb: WORKER_STACK_MB / 4 });
      expectPinned("recursion", await child.runAll(RECURSION_SAMPLES));
      child.close();
    }
  });

  test(`fuzz: ${PROGRAMS} generated programs, compiled plainly and compiled well`, async () => {
    const samples = Array.from({ length: PROGRAMS }, (_, seed) => ({
      program: seed % 2 === 0 ? computingProgram(seed) : hostileProgram(seed),
      limits: { fuelTicks: 20_000_000, memoryBytes: 2 ** 27 },
    }));
    const all = async (configuration: Configuration): Promise<Outcome[]> => {
      const one = await ChildUnder.start(configuration);
      try {
        return await one.runAll(samples);
      } finally {
        one.close();
      }
    };
    const plain = await all({ flags: ["--liftoff-only"] });
    const well = await all({ node: await nodeOf("24.21.0") });
    expect(plain.length).toBe(PROGRAMS);
    for (const [seed, outcome] of plain.entries()) expect([seed, well[seed]]).toEqual([seed, outcome]);
    expect(new Set(plain.map(kindOf)).size).toBeGreaterThanOrEqual(6);
  });

  test("behavior: the exact unit in which fuel ends is the same", async () => {
    const program = "print(sum(i * i % 7 for i in range(20_000)))";
    for (const flags of [[], ["--liftoff-only"], ["--no-liftoff"]]) {
      child = await ChildUnder.start({ flags });
      const fuel = ticksOf(await child.run({ program }));
      const around = [-2, -1, 0, 1].map((more) => ({ program, limits: { fuelTicks: fuel + more } }));
      const outcomes = await child.runAll(around);
      expect(outcomes.map(kindOf)).toEqual(["fuel", "fuel", "ok", "ok"]);
      expect(outcomes.map(ticksOf)).toEqual([fuel - 2, fuel - 1, fuel, fuel]);
      expectPinned("exact fuel", outcomes);
      child.close();
    }
  });
});
