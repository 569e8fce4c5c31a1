import { expect, test } from "vitest";
import { contestValidator, keyOfModel, NETUID, openContestBed, until } from "./contest-bed.ts";

const REVISION = "0123456789abcdef0123456789abcdef01234567";

test("behavior: whose host hangs keeps neither blocks nor weights waiting, and is asked once its host tells", async () => {
  const models = [{ name: "told", mistakes: 0 }];
  await using bed = await openContestBed({ validators: 1, models, blockMs: 60 });
  let tells = false;
  let asked = 0;
  const validator = await contestValidator(bed, 0, {
    roster: {
      allowEndpoints: true,
      baseUrlOf() {
        asked += 1;
        return tells ? Promise.resolve(bed.host.baseUrl) : new Promise(() => undefined);
      },
    },
    // Nobody forgets in ten refreshes whom a busy machine asks for late; while nothing is known it is looked up sooner.
    hostLooks: { refreshMs: 1_200, patienceMs: 100 },
  });
  const text = JSON.stringify({ model: "lab/affine-told", revision: REVISION });
  await bed.chain.setRevealCommitment(keyOfModel("told"), NETUID, text, { blocksUntilReveal: 1 });
  const worked: number[] = [];
  validator.events.on("block", ({ number }) => worked.push(number));
  validator.start();
  bed.nextBlockWhen((head) => validator.status().chain.block >= head);
  // Two tempos with a host that tells nobody anything: the weights are the burn's, and land.
  await until(() => worked.length >= 40 && validator.status().weights.confirmed);
  expect(asked).toBeGreaterThan(0);
  expect(validator.status().hosts).toMatchObject({ oldestAtMs: expect.any(Number) as number });
  expect(validator.status().leftOut.find(({ uid }) => uid === 1)).toMatchObject({ reason: "host_unknown" });
  expect(worked.slice(1).every((number, place) => number === (worked[place] ?? 0) + 1)).toBe(true);
  tells = true;
  await until(() => (validator.status().outcomes["scored"] ?? 0) > 0);
  await validator.stop();
}, 120_000);
