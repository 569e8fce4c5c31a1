import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { PythonEngine, Verdict, VerdictKind } from "../../../src/sandbox/index.ts";
import { expectUnharmed, reference } from "../kit/engines.ts";
import type { Attack } from "./attack.ts";

const LIMITS = { fuelTicks: 200_000_000, memoryBytes: 2 ** 28, outputBytes: 100_000 };
const GOLDEN = new URL("./kinds.json", import.meta.url);

/**
 * Runs attacks, forwards and backwards: each ends in its pinned kind of verdict, twice the same, and no program after
 * them is changed. A run that met the wall clock, or killed its process, would reject.
 */
export async function expectHarmless(engine: PythonEngine, attacks: readonly Attack[]): Promise<void> {
  const before = await reference(engine);
  const run = (program: string): Promise<Verdict> => engine.run(program, { stdin: "data\n", limits: LIMITS });
  const forwards = await Promise.all(attacks.map(([, program]) => run(program)));
  await expectUnharmed(engine, before);
  const kinds = Object.fromEntries(attacks.map(([name], index) => [name, forwards[index]?.kind]));
  const pinned = JSON.parse(readFileSync(GOLDEN, "utf8")) as Record<string, VerdictKind>;
  if (process.env["AFFINE_WRITE_GOLDEN"] === "1") {
    writeFileSync(GOLDEN, `${JSON.stringify({ ...pinned, ...kinds }, null, 2)}\n`);
  } else expect(kinds).toEqual(Object.fromEntries(attacks.map(([name]) => [name, pinned[name]])));
  const backwards = (await Promise.all(attacks.toReversed().map(([, program]) => run(program)))).toReversed();
  await expectUnharmed(engine, before);
  for (const [index, [name]] of attacks.entries()) expect([name, backwards[index]]).toEqual([name, forwards[index]]);
}
