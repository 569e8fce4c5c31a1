import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { VERDICT_KINDS } from "../../src/sandbox/index.ts";
import { expectUnharmed, reference, testEngine } from "./kit/engines.ts";
import { hostileProgram } from "./kit/hostile-programs.ts";
import { hostState } from "./kit/host-state.ts";

const COUNT = Number(process.env["AFFINE_FUZZ_RUNS"] ?? 600);
const FIRST_SEED = 20_260_101;
const BATCH = 60;
const LIMITS = { fuelTicks: 100_000_000, memoryBytes: 2 ** 27 };

test(`behavior: ${COUNT} generated hostile programs change nothing outside`, async () => {
  const engine = testEngine({ workers: 2 });
  const before = await reference(engine);
  const { processId } = await engine.inspect();
  const ours = hostState();
  const child = hostState(processId);
  const kinds = new Map<string, number>();
  for (let done = 0; done < COUNT; done += BATCH) {
    const seeds = Array.from({ length: BATCH }, (_, index) => FIRST_SEED + done + index);
    await Promise.all(
      seeds.map(async (seed) => {
        const verdict = await engine.run(hostileProgram(seed), { limits: LIMITS, stdin: "data\n" });
        expect(VERDICT_KINDS).toContain(verdict.kind);
        expect([seed, /root:|\/usr|\/home/.test(verdict.stdout)]).toEqual([seed, false]);
        kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
      }),
    );
    await expectUnharmed(engine, before);
  }
  // It was one process all along, and neither it nor we have more of anything.
  expect((await engine.inspect()).processId).toBe(processId);
  await expect.poll(() => hostState(processId).descriptors).toBeLessThanOrEqual(child.descriptors + 8);
  expect(hostState(processId).children).toEqual([]);
  expect({ ...hostState(), sockets: 0 }).toEqual({ ...ours, sockets: 0 });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("escape"))).toEqual([]);
  process.stderr.write(`fuzz: ${JSON.stringify(Object.fromEntries(kinds))}\n`);
  for (const kind of ["ok", "runtime_error", "violation", "crash", "exit", "memory"])
    expect([...kinds.keys()]).toContain(kind);
});

test("behavior: what hostile programs do is the same each time", async () => {
  const engine = testEngine({ workers: 2 });
  const once = async () =>
    Promise.all(Array.from({ length: 60 }, (_, index) => engine.run(hostileProgram(index), { limits: LIMITS })));
  const [first, second] = [await once(), await once()];
  for (const [seed, verdict] of first.entries()) {
    expect([seed, second[seed]]).toEqual([seed, verdict]);
  }
});
