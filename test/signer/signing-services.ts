import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { openLocalChain, type LocalChain } from "../../src/chain/index.ts";
import { headerHash, type ShardHeader } from "../../src/record/index.ts";
import { RemoteSigner, startSigner, type SignerService, type SignerServiceOptions } from "../../src/signer/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";

export const NETUID = 120;
export const key = keyFromUri("//Alice");
export const other = keyFromUri("//Bob");
export let folder: string;
export let chain: LocalChain;
const open: SignerService[] = [];

/** A chain, a folder and no signer yet, anew for every test of the file that calls it. */
export function useSigningServices(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "affine-signer-"));
    chain = await openLocalChain({
      blockMs: "instant",
      netuid: NETUID,
      hyperparameters: { tempo: 20, weightsRateLimit: 1 },
      neurons: [key, other].map(({ address }, uid) => ({
        hotkey: address,
        coldkey: address,
        stakeRao: uid === 0 ? "1000000000000" : "0",
      })),
    });
    chain.start();
    await chain.produceBlocks(2);
  });
  afterEach(async () => {
    for (const service of open.splice(0)) await service.close();
    await chain.close();
    await rm(folder, { recursive: true });
  });
}

export async function start(change: Partial<SignerServiceOptions> = {}): Promise<SignerService> {
  const at = { socket: join(folder, "signer.sock") };
  const options = { key, chain, netuid: NETUID, folder, at, version: "test", log: silentLogger, ...change };
  const service = await startSigner(options);
  open.push(service);
  return service;
}

export async function end(service: SignerService): Promise<void> {
  open.splice(open.indexOf(service), 1);
  await service.close();
}

export function remote(service: SignerService, token?: string): RemoteSigner {
  return new RemoteSigner({ address: service.address, token, retries: 0 }, { address: key.address });
}

export function headerOf(change: Partial<ShardHeader> = {}): ShardHeader {
  return {
    v: 2,
    kind: "shard",
    netuid: NETUID,
    hotkey: key.address,
    seq: 3,
    previous: "a".repeat(64),
    firstBlock: 1,
    lastBlock: 2,
    count: 1,
    body: "b".repeat(64),
    heads: [],
    rules: "0".repeat(16),
    atMs: 1,
    ...change,
  };
}

/** Headers from 3 on, each after the one before. */
export function headersFrom3(count: number): ShardHeader[] {
  const headers: ShardHeader[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = headers.at(-1);
    headers.push(headerOf({ seq: index + 3, ...(before === undefined ? {} : { previous: headerHash(before) }) }));
  }
  return headers;
}

export const kinds = async (service: SignerService): Promise<string[]> =>
  (await readFile(service.auditLog, "utf8"))
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { event: { kind: string } }).event.kind);
