import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { cardDrift, environment } from "../../src/envs/index.ts";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import { CARDED, storedCard } from "./stored-card.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

describe("stored cards", () => {
  test.each(CARDED)(
    "golden: %s is what its card says: hashes of 20 seeds a level, a few questions a check",
    async (name) => {
      expect(await cardDrift(environment(name), storedCard(name), { context: { python } })).toEqual([]);
    },
  );

  // Some cards have three tenths of the samples, the fewest with which guesses can be barred; the page says so.
  const fewer: readonly string[] = ["abd", "ded", "induce", "track", "plan", "prove", "opt", "repair"];
  test.each(CARDED.map((name) => [name, fewer.includes(name) ? 300 : 1000] as const))(
    "golden: the card of %s was measured at its full size, %i questions a check",
    (name, samples) => {
      const { facts, timings } = storedCard(name);
      expect(facts.samples).toBeGreaterThanOrEqual(samples);
      expect(facts.fuzz.answers).toBeGreaterThanOrEqual(200 * samples);
      for (const level of facts.scoredLevels)
        expect(facts.duplicates[level]?.asked).toBeGreaterThanOrEqual(
          (environment(name).study?.duplicatesASample ?? 10) * samples,
        );
      for (const bar of [...facts.bars, ...timings!.bars]) expect(bar.met, bar.check).toBe(true);
    },
  );

  test.each([
    ["this Node", process.execPath],
    ["Node 24", process.env["AFFINE_NODE24"]],
  ])("golden: another process, locale and time zone ask the same questions, on %s", async (name, node) => {
    if (node === undefined) {
      process.stderr.write(`SKIPPED: golden hashes on ${name}: AFFINE_NODE24 does not name its binary\n`);
      return;
    }
    const script = fileURLToPath(new URL("print-golden-hashes.mjs", import.meta.url));
    const env = { ...process.env, LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Kathmandu" };
    const { stdout } = await promisify(execFile)(node, [script, ...CARDED], { env });
    const { hashes } = JSON.parse(stdout) as { hashes: Record<string, unknown> };
    expect(hashes).toEqual(Object.fromEntries(CARDED.map((carded) => [carded, storedCard(carded).facts.golden])));
  });
});
