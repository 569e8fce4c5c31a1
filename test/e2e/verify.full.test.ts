import { once } from "node:events";
import { expect, test } from "vitest";
import type { AuditReport } from "../../src/audit/index.ts";
import { emptyFolder, runAf, startAf } from "./af.ts";

/** A whole contest, see demo.full.test.ts. */
const PATIENCE_MS = 900_000;

test(
  "default: a demo that ran until a crown was won by test verifies to the last record",
  async () => {
    const cwd = emptyFolder();
    const demo = await runAf(["demo", "--until-weights", "--json", "--port", "0"], { cwd });
    expect(demo.code, demo.stderr).toBe(0);
    const { champion } = JSON.parse(demo.stdout) as { champion: { hotkey: string } };
    // The chain went with the demo; it goes on where it was.
    const localnet = startAf(["localnet"], { cwd });
    try {
      // It says where it listens when it does.
      while (!localnet.stdout().includes("http://")) await once(localnet.process.stdout!, "data");
      const verified = await runAf(["verify", "--json"], { cwd });
      const report = JSON.parse(verified.stdout) as AuditReport;
      expect(report.deviations).toEqual([]);
      expect(verified.code, verified.stderr).toBe(0);
      expect(report.decision?.champion?.hotkey).toBe(champion.hotkey);
    } finally {
      localnet.process.kill("SIGINT");
      await localnet.finished;
    }
  },
  PATIENCE_MS,
);
