import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { nameUuid } from "../../../src/inference/host/index.ts";
import { chuteIdOf, documentOf, type Account, type StoredChute } from "./account.ts";
import { authenticate } from "./authenticate.ts";
import { misbehave, type Fault } from "./fault.ts";

export type { Account, Fault };
export type Route = "chute" | "code" | "warmup" | "create";

/** The fields of `ChuteArgs`, with the bounds of the real API. */
const chuteArgsSchema = z.looseObject({
  name: z
    .string()
    .min(3)
    .max(128)
    .regex(/^(?:([a-zA-Z0-9_.-]+)\/)*([a-z0-9][a-z0-9_./-]*)$/i),
  image: z.string(),
  public: z.boolean(),
  code: z.string().max(150_000),
  filename: z.string().regex(/^[a-z][a-z0-9_]*\.py$/),
  ref_str: z.string().regex(/^[a-z][a-z0-9_]*:[a-z][a-z0-9_]*$/),
  standard_template: z.enum(["vllm", "diffusion", "tei"]).nullish(),
  node_selector: z.looseObject({
    gpu_count: z.int().min(1).max(8),
    min_vram_gb_per_gpu: z.int().min(16).max(140),
  }),
  cords: z.array(z.looseObject({ path: z.string().regex(/^(\/[a-z][a-z0-9_]*)+$/i), function: z.string() })).min(1),
  revision: z.string().regex(/^[a-fA-F0-9]{40}$/),
  concurrency: z.int().max(256),
  max_instances: z.int().min(1).max(100),
  shutdown_after_seconds: z.int().min(60).max(604_800),
});

/**
 * A fake of Chutes for tests: it runs no model. The parts of the management API that this project uses, over real HTTP,
 * with the checks and words of the public source (chutes-api of October 2025, with the rule about images of early 2026;
 * chutes 0.6.10). What it does not know of the real host no test here can tell.
 */
export class LoopbackChutes {
  readonly accounts: Account[];
  readonly chutes = new Map<string, StoredChute>();
  /** Every request, as `METHOD path`. */
  readonly requests: string[] = [];
  /** Events of a warm-up that say "cold" before the one that says "hot"; `Infinity` never gets there. */
  coldEvents = 1;
  /** Sum that a first deployment costs. */
  feeUsd = 0;
  readonly #faults: { readonly route: Route; readonly fault: Fault }[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(accounts: Account[]) {
    this.accounts = accounts;
  }

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  /** The next request of this route goes wrong. */
  fail(route: Route, fault: Fault): void {
    this.#faults.push({ route, fault });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    this.requests.push(`${request.method ?? ""} ${url.pathname}${url.search}`);
    let body = "";
    for await (const piece of request.setEncoding("utf8") as AsyncIterable<string>) body += piece;
    const [, route, rest] = /^\/chutes\/(?:(code|warmup)\/)?(.*)$/.exec(url.pathname) ?? [];
    const kind: Route = request.method === "POST" ? "create" : ((route as Route | undefined) ?? "chute");
    const fault = this.#take(kind);
    if (fault !== undefined && fault.kind !== "lost") {
      misbehave(fault, request, response);
      return;
    }
    const who = authenticate(request.headers, body, "chutes", this.accounts);
    if (typeof who === "string") refuse(response, 401, who);
    else if (rest === undefined) refuse(response, 404, "Not Found");
    else if (kind === "create") this.#create(response, who, body, url.searchParams.get("accept_fee") === "true", fault);
    else this.#show(response, kind, who, decodeURIComponent(rest));
  }

  #take(route: Route): Fault | undefined {
    const index = this.#faults.findIndex((entry) => entry.route === route);
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
  }

  #show(response: ServerResponse, kind: Route, who: Account | undefined, id: string): void {
    const chute = this.chutes.get(id);
    const seen = chute !== undefined && (chute.owner === who || /\/affine/i.test(chute.name));
    if (!seen) refuse(response, 404, "Chute not found, or does not belong to you");
    else if (kind === "chute") json(response, 200, documentOf(chute));
    else if (kind === "code") response.writeHead(200, { "content-type": "text/plain" }).end(chute.code);
    else if (who === undefined) refuse(response, 401, "Can't find a user with that api key in our db :(");
    else if (who.balanceUsd <= 0) {
      refuse(response, 402, `Account balance is $${who.balanceUsd}, please top-up with fiat or send tao to 5Pay`);
    } else this.#warm(response, chute);
  }

  #warm(response: ServerResponse, chute: StoredChute): void {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const cold = chute.instances > 0 ? 0 : this.coldEvents;
    for (let sent = 0; sent < Math.min(cold, 3); sent += 1) {
      response.write('data: {"status": "cold", "log": "waiting for instances ..."}\n\n');
    }
    if (cold === Number.POSITIVE_INFINITY) return;
    chute.instances = 1;
    response.end('data: {"status": "hot", "log": "chute is hot, 1 instances available"}\n\n');
  }

  #create(response: ServerResponse, who: Account | undefined, body: string, acceptFee: boolean, fault?: Fault): void {
    if (who === undefined) {
      refuse(response, 401, "Can't find a user with that api key in our db :(");
      return;
    }
    const parsed = chuteArgsSchema.safeParse(JSON.parse(body));
    if (!parsed.success) {
      json(response, 422, {
        detail: parsed.error.issues.map(({ path, message }) => ({ loc: ["body", ...path], msg: message })),
      });
      return;
    }
    const args = parsed.data;
    const refused = refusalOf(who, args, { feeUsd: this.#feeOf(who, args.name), acceptFee });
    if (refused !== undefined) {
      refuse(response, ...refused);
      return;
    }
    const id = chuteIdOf(who, args.name);
    const version = nameUuid(`${nameUuid(args.image)}:${args.code}`);
    const present = this.chutes.get(id);
    if (present?.version === version) {
      refuse(response, 409, `Chute with name=${args.name}, version='${version}' and public=False already exists`);
      return;
    }
    who.balanceUsd -= this.#feeOf(who, args.name);
    const slug = `${who.username}-${args.name}`
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .slice(0, 58)
      .replace(/-+$/, "");
    const chute: StoredChute = {
      id,
      owner: who,
      name: args.name,
      slug,
      version,
      revision: args.revision,
      code: args.code,
      instances: 0,
    };
    this.chutes.set(id, chute);
    if (fault?.kind === "lost") response.destroy();
    else json(response, 200, documentOf(chute));
  }

  #feeOf(who: Account, name: string): number {
    return this.chutes.has(chuteIdOf(who, name)) ? 0 : this.feeUsd;
  }
}

/** The real API's refusals, in its order and words. */
function refusalOf(
  who: Account,
  args: { readonly name: string; readonly image: string; readonly public: boolean },
  { feeUsd, acceptFee }: { readonly feeUsd: number; readonly acceptFee: boolean },
): [number, string] | undefined {
  if (!who.developer && !who.registered) {
    return [403, "Your account is not a developer account; a deposit is required to deploy chutes."];
  }
  if (!who.developer && !/^[^/]+\/affine.*/i.test(args.name)) {
    return [403, "Affine miners may only deploy chutes named */affine*"];
  }
  if (args.name.toLowerCase().includes("affine") && !who.registered) {
    return [403, "Only users with hotkeys registered on affine may deploy chutes with 'affine' in the name"];
  }
  if (args.public) return [400, "Chutes no longer supports public chutes."];
  if (!/^chutes\/(sglang|vllm)/.test(args.image)) return [400, "Chute image not found, or does not belong to you"];
  if (args.name.toLowerCase().includes("affine") && isOld(args.image)) {
    return [400, 'Must use image="chutes/sglang:nightly-2025111902.p2" or nightly tag after 20260206*, …'];
  }
  if (feeUsd > 0 && !acceptFee) {
    return [
      402,
      `DEPLOYMENT FEE NOTICE:\n===\nThere is a deployment fee, which for this configuration is: $${feeUsd}\n`,
    ];
  }
  if (who.balanceUsd <= feeUsd) {
    return [
      402,
      `The deployment fee, based on your node selector, is $${feeUsd}, but you have a balance of ${who.balanceUsd}.\nPlease top up your account with tao @ 5Pay or via fiat.`,
    ];
  }
  return undefined;
}

/** Images before these prove nothing about the model that they load, so the host takes none of them for this subnet. */
function isOld(image: string): boolean {
  const [, engine, day] = /^chutes\/(sglang|vllm):nightly-(\d{8})/.exec(image) ?? [];
  return Number(day) < (engine === "sglang" ? 20_251_119 : 20_260_113);
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  json(response, status, { detail });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json", server: "a fake for tests" })
    .end(JSON.stringify(body));
}
