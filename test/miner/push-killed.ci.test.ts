import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PUSH_POINTS } from "../../src/miner/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { bundleChild, runChild } from "./child-program.ts";
import { complaintsAfter, KEY_URI, NETUID, startPushBed, type PushBed } from "./push-bed.ts";
import type { PushChildPlan } from "./push-child.ts";

const full = process.env["AFFINE_TEST_TIER"] === "full";

let bed: PushBed;
beforeEach(async () => {
  bed = await startPushBed();
});
afterEach(() => bed.close());

describe("a push that is killed", () => {
  const points = full
    ? PUSH_POINTS
    : (["group.committed", "commit.intended", "commit.sent", "reveal.read", "model.deployed"] as const);
  test("behavior: killed at any point and run again it goes on, and commits once", async () => {
    const child = await bundleChild("push-child");
    try {
      for (const point of points) {
        const { server, chainUrl, dir, home, hostFile } = bed;
        const plan: PushChildPlan = {
          endpoint: server.url,
          chainUrl,
          keyUri: KEY_URI,
          dir,
          home,
          hostFile,
          killAt: { point, passing: 1 },
        };
        const killed = await runChild(child.path, plan);
        expect({ point, signal: killed.signal, stderr: killed.stderr }).toEqual({
          point,
          signal: "SIGKILL",
          stderr: "",
        });
        // Whatever is public now was revealed before; `revealedAtPublication` looks at the moment itself, below.
        const isRevealed = ((await bed.local.revealedCommitments(NETUID)).get(keyFromUri(KEY_URI).address) ?? [])
          .length;
        for (const repository of server.state.repositories.values()) {
          if (isRevealed === 0) expect({ point, private: repository.private }).toEqual({ point, private: true });
        }
        const pushed = await bed.push();
        expect({ point, complaints: await complaintsAfter(bed, pushed) }).toEqual({ point, complaints: [] });
        await bed.close();
        bed = await startPushBed();
      }
    } finally {
      await child.dispose();
    }
  });

  test.runIf(full)("law: one push that is killed at every point, again and again, commits once", async () => {
    const child = await bundleChild("push-child");
    try {
      const { server, chainUrl, dir, home, hostFile } = bed;
      const about = { endpoint: server.url, chainUrl, keyUri: KEY_URI, dir, home, hostFile };
      for (const point of PUSH_POINTS) {
        const killAt = { point, passing: 1 };
        const { signal, stderr } = await runChild(child.path, { ...about, killAt } satisfies PushChildPlan);
        // Points that an earlier run has behind it are not passed again: then it goes through to the end.
        expect({ point, stderr, ends: signal ?? "SIGKILL" }).toEqual({ point, stderr: "", ends: "SIGKILL" });
        expect(bed.sent.length).toBeLessThanOrEqual(1);
      }
      expect(await complaintsAfter(bed, await bed.push())).toEqual([]);
    } finally {
      await child.dispose();
    }
  });

  // Each request meets one of the four faults here, and all of them in the full tier.
});
