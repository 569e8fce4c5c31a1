import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLocalChain, type LocalChain } from "../chain/index.ts";
import { announcementText } from "../record/index.ts";
import { createRecordsRoute, listen, type Listening } from "../serve/index.ts";
import { InProcessSigner } from "../signer/index.ts";
import { FsStore, HttpStore, shardKey, shardPrefix } from "../store/index.ts";
import { silentLogger } from "../telemetry/index.ts";
import { keyFromUri } from "../wallet/index.ts";
import { RecordsDirectory } from "./records-directory.ts";

const NETUID = 120;
const [us, peer] = [keyFromUri("//Alice"), keyFromUri("//Bob")];
const OURS = "https://records.example.org/";
let folder: string;
let chain: LocalChain;
let served: Listening;
let directory: RecordsDirectory;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-directory-"));
  const neurons = [us, peer].map(({ address }) => ({ hotkey: address, coldkey: address, stakeRao: "1000" }));
  chain = await openLocalChain({ blockMs: "instant", netuid: NETUID, neurons });
  chain.start();
  const theirs = await FsStore.open(join(folder, "peer"));
  await theirs.putOnce(shardKey({ netuid: NETUID, hotkey: peer.address, seq: 0 }), Buffer.from("theirs"));
  served = await listen(createRecordsRoute(theirs), { host: "127.0.0.1", port: 0 });
  directory = new RecordsDirectory({
    chain,
    signer: new InProcessSigner({ key: us, chain, netuid: NETUID }),
    netuid: NETUID,
    own: await FsStore.open(join(folder, "own")),
    open: (url) => HttpStore.open(url),
    publicUrl: OURS,
    log: silentLogger,
  });
});
afterEach(async () => {
  await directory.store.close();
  await served.close();
  await chain.close();
  await rm(folder, { recursive: true });
});

async function peersShards(): Promise<number> {
  let count = 0;
  for await (const key of directory.store.list(shardPrefix({ netuid: NETUID, hotkey: peer.address }))) {
    if (key !== "") count += 1;
  }
  return count;
}

test("default: announces our records once, and reads a peer's where it announced them", async () => {
  await directory.follow(await chain.head());
  expect((await chain.commitments(NETUID)).get(us.address)?.text).toBe(announcementText({ records: OURS }));
  const { number } = await chain.head();
  expect(await peersShards()).toBe(0);
  await chain.setCommitment(peer, NETUID, announcementText({ records: `${served.url}/` }));
  await chain.produceBlocks(30);
  await directory.follow(await chain.head());
  expect(await peersShards()).toBe(1);
  expect((await chain.commitments(NETUID)).get(us.address)?.block).toBeLessThanOrEqual(number);
});

test("behavior: commitments that announce nothing, or the peer's own machine's files, change nothing", async () => {
  await chain.setCommitment(peer, NETUID, '{"affine":1,"records":"file:///etc/"}');
  await directory.follow(await chain.head());
  expect(await peersShards()).toBe(0);
});
