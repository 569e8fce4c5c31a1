import { describe, test, vi } from "vitest";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { REAL_NODE, valueOf } from "../../setup/outside.ts";
import { chainContract } from "./chain-contract.ts";
import { openNode } from "./open-node.ts";

/*
 * The suite against a real node, such as the official localnet image:
 *
 *   AFFINE_TEST_SUBTENSOR=ws://127.0.0.1:9944 npx vitest run test/contract/chain/subtensor-node.test.ts
 *
 * Each test makes a subnet of its own, as //Alice, who must be rich and sudo there: never point it at a network of value.
 * A node that makes a block every 250 ms takes minutes, one of 12 s hours.
 */
const ENDPOINT = valueOf(REAL_NODE);

setLogLevel("silent");

if (ENDPOINT === undefined) {
  describe.skip(`chain contract: ${REAL_NODE.inName}`, () => test(`${REAL_NODE.variable} is not set`, () => undefined));
} else {
  vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 });
  chainContract(REAL_NODE.inName, (setup) => openNode(ENDPOINT, setup));
}
