/** A process that runs a chain, sends calls, and writes a line for each one that was acknowledged; made to be killed. */
import { writeSync } from "node:fs";
import { openLocalChain } from "../../../src/chain/index.ts";
import { keyFromUri } from "../../../src/wallet/index.ts";

const file = process.argv[2];
if (file === undefined) throw new Error("The chain's file is missing.");
const alice = keyFromUri("//Alice");
const chain = await openLocalChain({
  file,
  blockMs: "instant",
  hyperparameters: { tempo: 5 },
  historyBlocks: 256,
  compactAfterBlocks: 3,
});
chain.start();
const neurons = (await chain.metagraph(chain.netuid)).neurons;
if (neurons.length === 0) await chain.register(alice, chain.netuid, { coldkey: alice.address });
for (;;) {
  const text = `after block ${(await chain.head()).number}`;
  const block = await chain.setCommitment(alice, chain.netuid, text);
  writeSync(1, `${JSON.stringify({ ...block, text })}\n`);
}
