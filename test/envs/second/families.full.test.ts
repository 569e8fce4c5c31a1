import { describe, expect, test } from "vitest";
import { environment } from "../../../src/envs/index.ts";
import { CHECKS, levelsAmong } from "../full-counts.ts";
import { compareFamily, compareOpt } from "./compare-families.ts";

/** OPT's to the thousandth. */
describe.each(["TRACK", "PLAN", "PROVE", "OPT"])("%s", (name) => {
  const compare = name === "OPT" ? compareOpt : compareFamily.bind(null, name);

  test.each(levelsAmong(environment(name).info.levels))(
    "behavior: a judge written from the page says the same of all answers at level %i, right and spoilt",
    async (level) => {
      const began = performance.now();
      const { compared, reasons, disagreements } = await compare("full", CHECKS, [level]);
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(
        `${name} level ${level}: ${compared} compared, ${disagreements.length} disagreements, ` +
          `${JSON.stringify(Object.fromEntries(reasons))}; ${seconds} s\n`,
      );
      expect(disagreements).toEqual([]);
      expect(compared).toBeGreaterThanOrEqual(CHECKS);
    },
  );
});
