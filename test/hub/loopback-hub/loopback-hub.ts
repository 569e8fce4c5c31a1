import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerApi, objectPart, ranged } from "./api.ts";
import { refusedBy, send, type Answer, type Fault, type FaultPlan, type Seen } from "./faults.ts";
import { Objects } from "./objects.ts";
import type { Repository } from "./repositories.ts";

export interface LoopbackHubOptions {
  /** Token to account. Default: `hf_miner` is `miner` of the organisation `team`, `hf_other` is `other`. */
  readonly accounts?: Readonly<Record<string, { name: string; orgs: readonly string[] }>>;
  /** Files from this size on are large files, besides all `.safetensors`. */
  readonly lfsFromBytes?: number;
  /** Larger files are sent in parts of this size. */
  readonly partBytes?: number;
  /** Entries of one page of a listing. */
  readonly pageSize?: number;
}

interface Upload {
  readonly oid: string;
  readonly size: number;
  readonly etags: Map<number, string>;
}

export interface HubState {
  readonly hubUrl: string;
  readonly storageUrl: string;
  readonly accounts: ReadonlyMap<string, { name: string; orgs: readonly string[] }>;
  readonly repositories: Map<string, Repository>;
  readonly datasets: Map<string, Repository>;
  readonly objects: Objects;
  readonly uploads: Map<string, Upload>;
  readonly verified: Set<string>;
  readonly visibilityChanges: { repo: string; visibility: string }[];
  readonly lfsFromBytes: number;
  readonly partBytes: number;
  readonly pageSize: number;
  /** Room for what one batch call announces. */
  quotaBytes: number;
  /** Says so for each object instead of for the whole call. */
  quotaPerObject: boolean;
  beginUpload(oid: string, size: number): string;
}

/** A Hugging Face hub on loopback: one server for the hub, one for the storage behind it, as in reality. */
export interface LoopbackHub {
  readonly url: string;
  readonly state: HubState;
  /** Every request so far, in the order of their coming. */
  readonly seen: Seen[];
  /** Decides what goes wrong; asked once for every request. */
  fault: FaultPlan;
  close(): Promise<void>;
}

export async function startLoopbackHub(options: LoopbackHubOptions = {}): Promise<LoopbackHub> {
  const folder = await mkdtemp(join(tmpdir(), "affine-loopback-hub-"));
  const seen: Seen[] = [];
  const plan: { fault: FaultPlan } = { fault: () => undefined };
  const handle =
    (server: Seen["server"], answer: (request: IncomingMessage) => Promise<Answer>) =>
    (request: IncomingMessage, response: ServerResponse): void => {
      const noted: Seen = {
        index: seen.length,
        server,
        method: request.method!,
        url: request.url!,
        headers: request.headers,
      };
      seen.push(noted);
      void respond(request, response, { fault: plan.fault(noted), answer });
    };
  const hub = await listening((request, response) =>
    handle("hub", (asked) => answerHub(state, asked))(request, response),
  );
  const storage = await listening((request, response) =>
    handle("storage", (asked) => answerStorage(state, asked))(request, response),
  );
  const { accounts = { hf_miner: { name: "miner", orgs: ["team"] }, hf_other: { name: "other", orgs: [] } } } = options;
  const uploads = new Map<string, Upload>();
  const state: HubState = {
    hubUrl: hub.url,
    storageUrl: storage.url,
    accounts: new Map(Object.entries(accounts)),
    repositories: new Map(),
    datasets: new Map(),
    objects: new Objects(folder),
    uploads,
    verified: new Set(),
    visibilityChanges: [],
    lfsFromBytes: options.lfsFromBytes ?? 10_000_000,
    partBytes: options.partBytes ?? 16_000_000,
    pageSize: options.pageSize ?? 1_000,
    quotaBytes: Number.POSITIVE_INFINITY,
    quotaPerObject: false,
    beginUpload(oid, size) {
      const id = `u${uploads.size}`;
      uploads.set(id, { oid, size, etags: new Map() });
      return id;
    },
  };
  return {
    url: hub.url,
    state,
    seen,
    get fault() {
      return plan.fault;
    },
    set fault(fault: FaultPlan) {
      plan.fault = fault;
    },
    async close() {
      await Promise.all([hub.close(), storage.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { fault, answer }: { fault: Fault | undefined; answer: (request: IncomingMessage) => Promise<Answer> },
): Promise<void> {
  if (fault === "reset") {
    request.socket.destroy();
    return;
  }
  try {
    const refused = refusedBy(fault);
    if (refused !== undefined) request.resume();
    await send(refused ?? (await answer(request)), response, fault);
  } catch (error) {
    // A client that went away; anything else is a defect of this server, and 500 shows it.
    if (!response.destroyed && !response.headersSent) response.writeHead(500).end(String(error));
    else response.destroy();
  }
}

async function answerHub(state: HubState, request: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const url = new URL(request.url!, state.hubUrl);
  return answerApi(state, {
    method: request.method!,
    url,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  });
}

/** As S3: an `Authorization` header beside a signed address is refused. */
async function answerStorage(state: HubState, request: IncomingMessage): Promise<Answer> {
  if (request.headers.authorization !== undefined) return { status: 400, body: "Only one auth mechanism allowed" };
  const [, verb, id = "", part = ""] = request.url!.split("/");
  if ((request.method === "GET" || request.method === "HEAD") && verb === "get") {
    const size = await state.objects.sizeOf(id);
    if (size === undefined) return { status: 404 };
    return ranged({ headers: request.headers }, size, (from, to) => ({ stream: objectPart(state, id, from, to) }));
  }
  const upload = state.uploads.get(id);
  if (request.method !== "PUT" || verb !== "put" || upload === undefined) return { status: 404 };
  if (request.headers["transfer-encoding"] !== undefined) return { status: 411 };
  const number = Number(part);
  const etag = await state.objects.receive(request, id, number === 0 ? 0 : (number - 1) * state.partBytes);
  upload.etags.set(number, `"${etag}"`);
  if (number === 0 && !(await state.objects.finish(id, upload.oid, upload.size)))
    return { status: 400, body: "BadDigest" };
  return { status: 200, headers: { etag: `"${etag}"` } };
}

async function listening(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer(handler);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
