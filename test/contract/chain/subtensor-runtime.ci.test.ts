import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SubtensorChain } from "../../../src/chain/subtensor/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { REAL_RUNTIME, valueOf } from "../../setup/outside.ts";
import { chainContract } from "./chain-contract.ts";
import { openNode } from "./open-node.ts";
import { ServedRuntime } from "./served-runtime.ts";

/*
 * The suite over a compiled runtime, run by chopsticks in a process of its own:
 *
 *   AFFINE_TEST_RUNTIME=node_subtensor_runtime.compact.compressed.wasm AFFINE_TEST_TIER=ci \
 *     npx vitest run test/contract/chain/subtensor-runtime.ci.test.ts
 */
const file = valueOf(REAL_RUNTIME);

setLogLevel("silent");

describe.skipIf(file === undefined)(`chain contract: ${REAL_RUNTIME.inName}`, () => {
  let served: ServedRuntime;

  beforeAll(async () => {
    served = await ServedRuntime.start(file ?? "");
  });
  afterAll(() => served.close());

  test("default: it makes blocks, has a clock, and its metadata are read", async () => {
    const chain = new SubtensorChain({ endpoint: served.url });
    try {
      const first = await chain.head();
      const beforeMs = await chain.timestampMs(first);
      await served.makeBlocks(2);
      const head = await chain.waitForBlock(first.number + 2);
      expect(await chain.blockHash(first.number)).toBe(first.hash);
      expect(await chain.timestampMs(head)).toBeGreaterThan(beforeMs);
    } finally {
      await chain.close();
    }
  });

  chainContract("a subnet of its own", (setup) => openNode(served.url, setup, served));
});
