import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Verdict, VerdictKind } from "../../src/sandbox/index.ts";
import { ATTACKS } from "./attacks/index.ts";
import { expectUnharmed, reference, testEngine } from "./kit/engines.ts";

const LIMITS = { fuelTicks: 200_000_000, memoryBytes: 2 ** 28, outputBytes: 100_000 };
const GOLDEN = new URL("./attacks/kinds.json", import.meta.url);

test("behavior: attacks have names of their own, 250 of them at least", () => {
  expect(new Set(ATTACKS.map(([name]) => name)).size).toBe(ATTACKS.length);
  expect(ATTACKS.length).toBeGreaterThanOrEqual(250);
});

test(`behavior: ${ATTACKS.length} attacks end in their verdict, twice the same, by no wall clock, and change no program after them`, async () => {
  const engine = testEngine({ workers: 2 });
  const before = await reference(engine);
  const run = (program: string): Promise<Verdict> => engine.run(program, { stdin: "data\n", limits: LIMITS });
  // A run that met the wall clock, or killed its process, would reject.
  const forwards = await Promise.all(ATTACKS.map(([, program]) => run(program)));
  await expectUnharmed(engine, before);
  const kinds = Object.fromEntries(ATTACKS.map(([name], index) => [name, forwards[index]?.kind]));
  if (process.env["AFFINE_WRITE_GOLDEN"] === "1") writeFileSync(GOLDEN, `${JSON.stringify(kinds, null, 2)}\n`);
  expect(kinds).toEqual(JSON.parse(readFileSync(GOLDEN, "utf8")) as Record<string, VerdictKind>);
  const backwards = (await Promise.all(ATTACKS.toReversed().map(([, program]) => run(program)))).toReversed();
  await expectUnharmed(engine, before);
  for (const [index, [name]] of ATTACKS.entries()) expect([name, backwards[index]]).toEqual([name, forwards[index]]);
});
