import { beforeAll, describe, expect, test } from "vitest";
import { MEMORY_SAMPLES, NAN_SAMPLES, RECURSION_SAMPLES, SAMPLES, type Sample } from "./determinism-programs.ts";
import { computingProgram } from "./kit/computing-programs.ts";
import { type Configuration, nodeOf, type Outcome, outcomes } from "./kit/configurations.ts";
import { testEngine } from "./kit/engines.ts";
import { hostileProgram } from "./kit/hostile-programs.ts";

const PROGRAMS = Number(process.env["AFFINE_FUZZ_PROGRAMS"] ?? 5_000);

test("behavior: 1,000 runs give one verdict, fuel included", async () => {
  const engine = testEngine({ workers: 2, runsPerWorker: 150 });
  // Those that end a worker's life are in the quick test; each would cost a thread here.
  for (const { program, ...options } of SAMPLES.slice(0, 5)) {
    const seen = new Set<string>();
    for (let batch = 0; batch < 20; batch += 1) {
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
const ALL = [...SAMPLES, ...NAN_SAMPLES, ...RECURSION_SAMPLES, ...MEMORY_SAMPLES];

describe("one outcome in every configuration", () => {
  const here = { node: process.execPath, flags: [] };
  let expected: Outcome[];

  beforeAll(async () => {
    expected = await outcomes(
      here,
      ALL.map((sample) => ({ ...sample, fresh: true })),
    );
  }, 1_800_000);

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
    "behavior: %s, cold, then warm, after a large program, and in reverse",
    async (_, version, flags) => {
      const configuration: Pick<Configuration, "node" | "flags"> = {
        node: version === null ? process.execPath : await nodeOf(version),
        flags,
      };
      const rounds = [...ALL, ...WARMERS, ...ALL, ...WARMERS, ...ALL.toReversed()];
      const found = await outcomes(configuration, rounds);
      const [first, second] = [ALL.length, 2 * ALL.length + WARMERS.length];
      const reversed = found.slice(second + WARMERS.length).toReversed();
      const again = found.slice(first + WARMERS.length, second);
      for (const [index, { program }] of ALL.entries()) {
        const outcome = expected[index];
        expect([program, found[index], again[index], reversed[index]]).toEqual([program, outcome, outcome, outcome]);
        expect(outcome).not.toContain("host_failure");
      }
    },
  );

  test("behavior: a quarter of the native stack is enough for every limit of depth", async () => {
    for (const flags of [["--liftoff-only"], ["--no-liftoff"]]) {
      expect(await outcomes({ node: process.execPath, flags }, RECURSION_SAMPLES, 100)).toEqual(
        expected.slice(
          SAMPLES.length + NAN_SAMPLES.length,
          SAMPLES.length + NAN_SAMPLES.length + RECURSION_SAMPLES.length,
        ),
      );
    }
  });

  test(`fuzz: ${PROGRAMS} generated programs, compiled plainly and compiled well`, async () => {
    const samples = Array.from({ length: PROGRAMS }, (_, seed) => ({
      program: seed % 2 === 0 ? computingProgram(seed) : hostileProgram(seed),
      limits: { fuelTicks: 20_000_000, memoryBytes: 2 ** 27 },
    }));
    const [plain, well] = await Promise.all([
      outcomes({ node: process.execPath, flags: ["--liftoff-only"] }, samples),
      outcomes({ node: await nodeOf("24.21.0"), flags: [] }, samples),
    ]);
    expect(plain.length).toBe(PROGRAMS);
    for (const [seed, outcome] of plain.entries()) expect([seed, well[seed]]).toEqual([seed, outcome]);
    expect(new Set(plain.map((outcome) => (JSON.parse(outcome) as unknown[])[0])).size).toBeGreaterThanOrEqual(6);
  });

  test("behavior: the exact unit in which fuel ends is the same", async () => {
    const program = "print(sum(i * i % 7 for i in range(20_000)))";
    const [used] = await outcomes(here, [{ program }]);
    const fuel = (JSON.parse(used ?? "[]") as number[])[2] ?? 0;
    const around = [-2, -1, 0, 1].map((more) => ({ program, limits: { fuelTicks: fuel + more } }));
    for (const flags of [[], ["--liftoff-only"], ["--no-liftoff"]]) {
      const kinds = (await outcomes({ node: process.execPath, flags }, around)).map(
        (line) => JSON.parse(line) as unknown[],
      );
      expect(kinds.map(([kind]) => kind)).toEqual(["fuel", "fuel", "ok", "ok"]);
      expect(kinds.map(([, , ticks]) => ticks)).toEqual([fuel - 2, fuel - 1, fuel, fuel]);
    }
  });
});
