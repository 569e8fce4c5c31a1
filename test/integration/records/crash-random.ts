import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { Random } from "../../../src/core/index.ts";
import { bundleChild, checkAfterCrash, runChild } from "./crash-run.ts";

/** Kills a child `kills` times at random moments, always on the same folder, and checks it each time. */
export async function killAtRandom(kills: number): Promise<void> {
  const random = Random.from("affine/test/crash-random", kills);
  const script = await bundleChild();
  const root = await mkdtemp(join(tmpdir(), "affine-crash-"));
  const places = { folder: join(root, "data"), published: join(root, "published") };
  const acknowledged = new Set<number>();
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const plan = {
        ...places,
        // So many that nobody gets through before being killed.
        records: 1_000_000,
        // Begins a little before the end, so that some records are given again.
        first: Math.max(0, ...acknowledged) - Math.min(20, Math.max(0, ...acknowledged)),
        concurrency: random.between(1, 40),
        sealRecords: random.between(10, 80),
      };
      const end = await runChild(script.path, plan, random.between(0, 100));
      expect(end, `kill ${kill}: ${end.stderr}`).toMatchObject({ signal: "SIGKILL", done: false });
      for (const number of end.acknowledged) acknowledged.add(number);
      const found = await checkAfterCrash(places.folder, places.published, acknowledged);
      expect(found).toBeGreaterThanOrEqual(acknowledged.size);
    }
    // Every kill came after its child had begun to write.
    expect(acknowledged.size).toBeGreaterThan(0);
  } finally {
    await script.dispose();
    await rm(root, { recursive: true });
  }
}
