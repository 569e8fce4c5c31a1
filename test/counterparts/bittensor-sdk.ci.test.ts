import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { setLogLevel } from "../../src/telemetry/index.ts";
import { alice, bedOn, bob, WINNER, type Bed } from "../chain/subtensor/bed.ts";
import { BUILT_V15 } from "../chain/metadata/index.ts";
import { REAL_BITTENSOR, valueOf } from "../setup/outside.ts";

setLogLevel("silent");

const environment = valueOf(REAL_BITTENSOR);
const SCRIPT = fileURLToPath(new URL("./bittensor_sdk.py", import.meta.url));

/** What the SDK reads of a subnet. */
interface Read {
  readonly block: number;
  readonly spec: number;
  readonly tempo: number;
  readonly uid: number;
  readonly permits: readonly boolean[];
  readonly weights: readonly (readonly [uid: number, weight: number])[];
  readonly lastUpdate: readonly number[];
}

/** Asks the SDK as a client of the bed's first node. */
async function ask<T>({ nodes, netuid }: Bed, question: Record<string, unknown>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), "affine-sdk-"));
  const env = { PATH: process.env["PATH"] ?? "", HOME: home };
  try {
    const said = await new Promise<string>((resolve, reject) => {
      const child = execFile(join(environment!, "bin", "python"), [SCRIPT], { env }, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(stderr));
      });
      child.stdin!.end(JSON.stringify({ endpoint: nodes[0]!.url, netuid, ...question }));
    });
    return JSON.parse(said) as T;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

const read = (bed: Bed): Promise<Read> => ask(bed, { ask: "read", uid: 0, hotkey: alice.address });

/** The SDK (bittensor 11.3) speaks to the FAKE nodes of these tests, whose metadata are built (test/chain/metadata). */
describe.skipIf(environment === undefined)("Bittensor's own packages: the SDK as a client of the fake node", () => {
  const bed = bedOn(BUILT_V15);

  test("behavior: it reads what the adapter reads", async () => {
    const at = await bed();
    const { chain, netuid } = at;
    await chain.setWeights(alice, netuid, WINNER);
    const [metagraph, settings, weights, theirs] = [
      await chain.metagraph(netuid),
      await chain.hyperparameters(netuid),
      await chain.weights(netuid),
      await read(at),
    ];
    expect(theirs).toMatchObject({
      tempo: settings.tempo,
      uid: metagraph.neurons.find(({ hotkey }) => hotkey === alice.address)?.uid,
      permits: metagraph.neurons.map(({ validatorPermit }) => validatorPermit),
      lastUpdate: metagraph.neurons.map(({ lastUpdate }) => lastUpdate),
    });
    expect(new Map(theirs.weights)).toEqual(weights.get(0));
    expect(theirs.weights).not.toEqual([]);
  });

  test("behavior: weights that it signs are taken, and the adapter reads them", async () => {
    const at = await bed();
    const question = { uri: "//Alice", uids: [0, 1], values: [7, 65_535], versionKey: 0 };
    expect(await ask(at, { ask: "set_weights", ...question })).toMatchObject({
      sent: expect.stringContaining("success=True") as string,
    });
    await at.chain.waitForBlock((await at.chain.head()).number);
    await expect
      .poll(async () => (await at.chain.weights(at.netuid)).get(0))
      .toEqual(
        new Map([
          [0, 7],
          [1, 65_535],
        ]),
      );
    expect((await read(at)).weights).toEqual([
      [0, 7],
      [1, 65_535],
    ]);
  });

  test("behavior: a commitment that it signs is the one that the adapter reads", async () => {
    const at = await bed();
    await ask(at, { ask: "set_commitment", uri: "//Bob", text: "of the SDK" });
    await expect.poll(async () => (await at.chain.commitments(at.netuid)).get(bob.address)?.text).toBe("of the SDK");
  });
});
