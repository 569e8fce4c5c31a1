import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import {
  connectLocalChain,
  openLocalChain,
  serveLocalChain,
  type Chain,
  type LocalChain,
} from "../../src/chain/index.ts";
import { HuggingFaceHub, identityOfFolder } from "../../src/hub/index.ts";
import { DEFAULT_ADMISSION_LIMITS } from "../../src/inspection/index.ts";
import { modelToPush, planPush, pushModel, type PushedModel, type PushOptions } from "../../src/miner/index.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { startLoopbackHub, type LoopbackHub, type LoopbackHubOptions } from "../hub/loopback-hub/loopback-hub.ts";
import { folderWith, smallModel } from "../hub/model-files.ts";
import { FileHost } from "./file-host.ts";

export const NETUID = 120;
export const KEY_URI = "//Miner";
const BLOCK_MS = 100;
/** Short, since the blocks are. */
export const COMMIT_WAITS = { mortalBlocks: 6, revealSlackBlocks: 8 };

/** A network to push to: chain with blocks, hub, host, and a model on disk. */
export interface PushBed {
  readonly server: LoopbackHub;
  readonly local: LocalChain;
  readonly chain: Chain;
  readonly chainUrl: string;
  readonly host: FileHost;
  readonly hostFile: string;
  readonly home: string;
  readonly dir: string;
  readonly options: PushOptions;
  /** Commitments that were sent to the chain, by anybody. */
  readonly sent: string[];
  /** What had been revealed when a repository was made public. */
  readonly revealedAtPublication: Promise<string[]>[];
  push(changed?: Partial<PushOptions>): Promise<PushedModel>;
  close(): Promise<void>;
}

export async function startPushBed(options: { hub?: LoopbackHubOptions; blockMs?: number } = {}): Promise<PushBed> {
  const home = await mkdtemp(join(tmpdir(), "affine-push-"));
  const server = await startLoopbackHub({ partBytes: 32_768, ...options.hub });
  const local = await openLocalChain({ blockMs: options.blockMs ?? BLOCK_MS, netuid: NETUID });
  const served = await serveLocalChain(local, { port: 0 });
  local.start();
  const key = keyFromUri(KEY_URI);
  const sent: string[] = [];
  const node = local.served;
  const submit = node.submit.bind(node);
  vi.spyOn(node, "submit").mockImplementation((extrinsic) => {
    if (extrinsic.call === "set_reveal_commitment") sent.push(extrinsic.args.sealed);
    return submit(extrinsic);
  });
  const revealedAtPublication: Promise<string[]>[] = [];
  const { visibilityChanges } = server.state;
  const note = visibilityChanges.push.bind(visibilityChanges);
  visibilityChanges.push = (change) => {
    const reveals = local.revealedCommitments(NETUID);
    revealedAtPublication.push(reveals.then((all) => (all.get(key.address) ?? []).map(({ text }) => text)));
    return note(change);
  };
  const chain = connectLocalChain(served.url);
  const hostFile = join(home, "host.json");
  const host = new FileHost(hostFile, server.url);
  const dir = await folderWith(smallModel("push", 60_000));
  const whole: PushOptions = {
    source: { kind: "folder", dir },
    chain,
    netuid: NETUID,
    key,
    hub: new HuggingFaceHub({ endpoint: server.url, token: "hf_miner", retry: { baseDelayMs: 1, maxDelayMs: 2 } }),
    host,
    home,
    limits: DEFAULT_ADMISSION_LIMITS,
    allowEndpoints: true,
    endpoint: "http://127.0.0.1:1/v1",
    registerWith: key.address,
    warmUpTimeoutMs: 1_000,
    commitWaits: COMMIT_WAITS,
  };
  return {
    server,
    local,
    chain,
    chainUrl: served.url,
    host,
    hostFile,
    home,
    dir,
    options: whole,
    sent,
    revealedAtPublication,
    async push(changed = {}) {
      const all = { ...whole, ...changed };
      return pushModel(await planPush(all, await modelToPush(all)), all);
    },
    async close() {
      await chain.close();
      await served.close();
      await local.close();
      await server.close();
      await rm(home, { recursive: true });
    },
  };
}

/** What must hold after a push that went through, whatever happened on the way. Resolves with a list of complaints. */
export async function complaintsAfter(bed: PushBed, pushed: PushedModel): Promise<string[]> {
  const complaints: string[] = [];
  const expect = (holds: boolean, what: string): void => {
    if (!holds) complaints.push(what);
  };
  const { id } = await identityOfFolder(bed.dir);
  const reveals = (await bed.local.revealedCommitments(NETUID)).get(pushed.hotkey) ?? [];
  expect(bed.sent.length === 1, `${bed.sent.length} commitments were sent`);
  expect(reveals.length === 1, `${reveals.length} commitments were revealed`);
  const text = JSON.parse(reveals[0]?.text ?? "{}") as Record<string, string>;
  expect(text["model"] === pushed.repo && text["revision"] === pushed.revision, "another model was committed");
  expect(text["identity"] === id && pushed.identity === id, "another identity was committed");
  const repository = bed.server.state.repositories.get(pushed.repo);
  expect(repository?.private === false, "the repository is not public");
  expect(repository?.commits.some((commit) => commit.id === pushed.revision) === true, "the revision is not there");
  const log = bed.host.log;
  expect(log.created === 1, `${log.created} deployments were made`);
  expect(log.deployments[pushed.repo]?.hot === true, "the model is not hot");
  expect(log.deployments[pushed.repo]?.id === text["chute_id"], "the deployment is not the committed one");
  expect(bed.revealedAtPublication.length === 1, `published ${bed.revealedAtPublication.length} times`);
  for (const revealed of await Promise.all(bed.revealedAtPublication)) {
    expect(revealed.includes(pushed.text), "published before it was revealed");
  }
  return complaints;
}
