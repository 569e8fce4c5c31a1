import { expect, test } from "vitest";
import { VERDICT_KINDS, type Verdict } from "../../src/sandbox/index.ts";
import { ATTACKS } from "./attacks/index.ts";
import { expectUnharmed, reference, testEngine } from "./kit/engines.ts";

const LIMITS = { fuelTicks: 200_000_000, memoryBytes: 2 ** 28, outputBytes: 100_000 };

test(`behavior: ${ATTACKS.length} attacks end in a verdict, twice the same, by no wall clock, and change no program after them`, async () => {
  const engine = testEngine({ workers: 2 });
  const before = await reference(engine);
  const run = (program: string): Promise<Verdict> => engine.run(program, { stdin: "data\n", limits: LIMITS });
  // A run that met the wall clock, or killed its process, would reject.
  const forwards = await Promise.all(ATTACKS.map(([, program]) => run(program)));
  await expectUnharmed(engine, before);
  const backwards = (await Promise.all(ATTACKS.toReversed().map(([, program]) => run(program)))).toReversed();
  await expectUnharmed(engine, before);
  for (const [index, [name]] of ATTACKS.entries()) expect([name, backwards[index]]).toEqual([name, forwards[index]]);
  for (const { kind } of forwards) expect(VERDICT_KINDS).toContain(kind);
  const kinds = new Set(forwards.map(({ kind }) => kind));
  for (const kind of ["ok", "fuel", "memory", "output", "violation", "crash"]) expect(kinds).toContain(kind);
});
